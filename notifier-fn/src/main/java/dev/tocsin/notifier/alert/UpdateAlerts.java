package dev.tocsin.notifier.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.routing.GroupAlerts;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertMerge;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.FlushCall;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps what sources say of alerts, records what has changed by it, and puts the alerts into their
 * groups, within the caller's transaction.
 */
@Singleton
public class UpdateAlerts {
  private final RoutedAlerts alerts;
  private final RecordChanges changes;
  private final GroupAlerts group;

  UpdateAlerts(RoutedAlerts alerts, RecordChanges changes, GroupAlerts group) {
    this.alerts = alerts;
    this.changes = changes;
    this.group = group;
  }

  /**
   * @param said in the order in which the sources said so; an alert may be there several times
   * @param calls for flushes of groups, since events of these or other alerts wait for them
   */
  public void run(List<Alert> said, Collection<FlushCall> calls, Routing routing, Instant now) {
    Map<Fingerprint, Alert> known =
        alerts.lock(said.stream().map(Alert::fingerprint).distinct().toList());
    Map<Fingerprint, Alert> merged = new LinkedHashMap<>();
    for (Alert alert : said) {
      Alert before = merged.getOrDefault(alert.fingerprint(), known.get(alert.fingerprint()));
      merged.put(alert.fingerprint(), before == null ? alert : AlertMerge.merge(before, alert));
    }
    alerts.save(merged.values(), known.keySet());
    changes.run(known, merged.values(), routing, now);
    group.run(merged.values(), calls, routing, now);
  }
}
