package dev.tocsin.notifier.api.v2;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.view.AlertState;
import dev.tocsin.routing.config.Receiver;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.flush.Muted;
import dev.tocsin.routing.matcher.Matchers;
import io.micronaut.http.HttpParameters;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Which alerts and groups a query asks for.
 *
 * @param active whether with those that nothing mutes
 * @param silenced whether with those that a silence mutes
 * @param inhibited whether with those that another alert mutes
 * @param muted whether with groups that a time interval mutes
 * @param filter of the labels of alerts
 * @param receiver of the names of receivers
 * @param receiverMatchers of the labels of receivers
 */
record AlertQuery(
    boolean active,
    boolean silenced,
    boolean inhibited,
    boolean muted,
    Matchers filter,
    Predicate<String> receiver,
    Matchers receiverMatchers) {

  /** Throws {@link BadRequest}. */
  static AlertQuery of(HttpParameters query, QueryFilters filters) {
    return new AlertQuery(
        QueryFlags.of(query, "active"),
        QueryFlags.of(query, "silenced"),
        QueryFlags.of(query, "inhibited"),
        QueryFlags.of(query, "muted"),
        filters.matchers(query, "filter"),
        QueryFilters.receiver(query),
        filters.matchers(query, "receiver_matchers"));
  }

  /** Whether it asks for an alert, regardless of its receivers. */
  boolean includes(AlertState state) {
    Muted by = state.muted();
    return filter.match(state.alert().labels())
        && (active || state.isMuted())
        && (silenced || !by.bySilence())
        && (inhibited || !by.byInhibition());
  }

  /** Whether it asks for the alerts of a receiver. */
  boolean includesReceiver(String name, RoutingConfiguration configuration) {
    return receiver.test(name) && (receiverMatchers.all().isEmpty() || match(name, configuration));
  }

  private boolean match(String name, RoutingConfiguration configuration) {
    Map<String, String> labels =
        Optional.ofNullable(configuration.receivers().get(name))
            .map(Receiver::labels)
            .orElse(Map.of());
    return receiverMatchers.match(Labels.of(labels));
  }

  /** Whether it asks for an alert of one of its receivers. */
  boolean includesForAny(AlertState state, RoutingConfiguration configuration) {
    boolean named = state.receivers().stream().anyMatch(receiver);
    boolean matched =
        receiverMatchers.all().isEmpty()
            || state.receivers().stream().anyMatch(name -> match(name, configuration));
    return named && matched && includes(state);
  }
}
