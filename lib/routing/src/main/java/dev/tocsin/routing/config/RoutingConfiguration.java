package dev.tocsin.routing.config;

import dev.tocsin.routing.inhibition.InhibitRule;
import dev.tocsin.routing.interval.TimeInterval;
import dev.tocsin.routing.route.Route;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Alertmanager's configuration, checked as a whole.
 *
 * @param receivers by name, in the order of the file
 * @param intervals by name
 * @param original the configuration as YAML that Alertmanager's own loader takes, with {@code
 *     <secret>} for secrets
 */
public record RoutingConfiguration(
    Route root,
    Map<String, Receiver> receivers,
    List<InhibitRule> inhibitRules,
    Map<String, TimeInterval> intervals,
    Duration resolveTimeout,
    String original) {
  public RoutingConfiguration {
    receivers = Collections.unmodifiableMap(new LinkedHashMap<>(receivers));
    inhibitRules = List.copyOf(inhibitRules);
    intervals = Map.copyOf(intervals);
  }

  /** The same, shown as another text. */
  public RoutingConfiguration withOriginal(String text) {
    return new RoutingConfiguration(root, receivers, inhibitRules, intervals, resolveTimeout, text);
  }

  /**
   * The same, with the notification service as a further integration of some receivers.
   *
   * @param names of receivers; one that is not in the configuration changes nothing
   */
  public RoutingConfiguration withNotificationService(Collection<String> names) {
    Map<String, Receiver> all = new LinkedHashMap<>(receivers);
    names.forEach(name ->
        all.computeIfPresent(
            name, (known, receiver) -> receiver.with(NotificationServiceSettings.of(known))));
    return new RoutingConfiguration(root, all, inhibitRules, intervals, resolveTimeout, original);
  }
}
