package dev.tocsin.notifier.api.v2;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.view.AlertState;
import dev.tocsin.notifier.view.GroupState;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertOrder;
import dev.tocsin.routing.config.RoutingConfiguration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Groups as a query asks for them. An alert shows the receivers of all these groups, also those of
 * groups that an interval mutes.
 */
final class ShowGroups {
  private static final Comparator<GroupState> ORDER =
      comparing(GroupState::labels, LabelOrder.INSTANCE)
          .thenComparing(group -> group.route().receiver(), Labels::compareUtf8);

  private final AlertQuery query;
  private final RoutingConfiguration configuration;
  private final Instant unknownEnd;

  ShowGroups(AlertQuery query, RoutingConfiguration configuration, Instant unknownEnd) {
    this.query = query;
    this.configuration = configuration;
    this.unknownEnd = unknownEnd;
  }

  List<ShownGroup> of(List<GroupState> groups) {
    List<GroupState> wanted =
        groups.stream()
            .filter(group ->
                query.includesReceiver(group.route().receiver(), configuration)
                    && group.alerts().stream().anyMatch(query::includes))
            .sorted(ORDER)
            .toList();
    Map<Fingerprint, List<String>> receivers = receivers(wanted);
    return wanted.stream()
        .filter(group -> query.muted() || group.mutedBy().isEmpty())
        .map(group -> shown(group, receivers))
        .toList();
  }

  private Map<Fingerprint, List<String>> receivers(List<GroupState> groups) {
    Map<Fingerprint, List<String>> receivers = new HashMap<>();
    for (GroupState group : groups) {
      for (AlertState state : group.alerts()) {
        receivers
            .computeIfAbsent(state.alert().fingerprint(), alert -> new ArrayList<>())
            .add(group.route().receiver());
      }
    }
    receivers.values().forEach(names -> names.sort(Labels::compareUtf8));
    return receivers;
  }

  private ShownGroup shown(GroupState group, Map<Fingerprint, List<String>> receivers) {
    return new ShownGroup(
        sorted(group.alerts().stream().filter(query::includes).toList()).stream()
            .map(state ->
                ShownAlert.of(
                    state,
                    Optional.ofNullable(receivers.get(state.alert().fingerprint()))
                        .orElse(List.of()),
                    group.mutedBy(),
                    unknownEnd))
            .toList(),
        group.labels().asMap(),
        group.route().labels(),
        new ShownAlert.Name(group.route().receiver()));
  }

  private static List<AlertState> sorted(List<AlertState> states) {
    Map<Alert, AlertState> byAlert =
        states.stream()
            .collect(toMap(AlertState::alert, Function.identity(), (first, same) -> first));
    return AlertOrder.sorted(byAlert.keySet()).stream()
        .flatMap(alert -> Optional.ofNullable(byAlert.get(alert)).stream())
        .toList();
  }
}
