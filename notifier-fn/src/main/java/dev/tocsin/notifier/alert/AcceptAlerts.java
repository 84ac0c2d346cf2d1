package dev.tocsin.notifier.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.GroupAlerts;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.notifier.wake.DispatchWakeUp;
import dev.tocsin.platform.transaction.RepeatedTransactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertIntake;
import dev.tocsin.routing.alert.AlertMerge;
import dev.tocsin.routing.alert.IntakeResult;
import dev.tocsin.routing.alert.LabelNameMode;
import dev.tocsin.routing.alert.PostedAlert;
import dev.tocsin.routing.alert.RoutedAlerts;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Takes alerts that a client posts. */
@Singleton
public class AcceptAlerts {
  private final RepeatedTransactions transactions;
  private final ActiveRouting active;
  private final RoutedAlerts alerts;
  private final RecordChanges changes;
  private final GroupAlerts group;
  private final DispatchWakeUp wakeUp;
  private final InstantSource clock;

  AcceptAlerts(
      RepeatedTransactions transactions,
      ActiveRouting active,
      RoutedAlerts alerts,
      RecordChanges changes,
      GroupAlerts group,
      DispatchWakeUp wakeUp,
      InstantSource clock) {
    this.transactions = transactions;
    this.active = active;
    this.alerts = alerts;
    this.changes = changes;
    this.group = group;
    this.wakeUp = wakeUp;
    this.clock = clock;
  }

  /** Takes those that are valid, all in one transaction, and says what is wrong with the others. */
  public IntakeResult run(List<PostedAlert> posted, LabelNameMode names) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    return transactions.inOne(() -> take(posted, names, now));
  }

  private IntakeResult take(List<PostedAlert> posted, LabelNameMode names, Instant now) {
    Routing routing = active.held();
    IntakeResult result =
        AlertIntake.accept(posted, routing.configuration().resolveTimeout(), now, names);
    if (!result.accepted().isEmpty()) {
      save(result.accepted(), routing, now);
      wakeUp.onceCommitted();
    }
    return result;
  }

  private void save(List<Alert> accepted, Routing routing, Instant now) {
    Map<Fingerprint, Alert> known =
        alerts.lock(accepted.stream().map(Alert::fingerprint).distinct().toList());
    Map<Fingerprint, Alert> merged = new LinkedHashMap<>();
    for (Alert alert : accepted) {
      Alert before = merged.getOrDefault(alert.fingerprint(), known.get(alert.fingerprint()));
      merged.put(alert.fingerprint(), before == null ? alert : AlertMerge.merge(before, alert));
    }
    alerts.save(merged.values(), known.keySet());
    changes.run(known, merged.values(), routing, now);
    group.run(merged.values(), routing, now);
  }
}
