package dev.tocsin.testkit.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Alerts in memory. */
final class InMemoryAlerts implements Alerts {
  private final InMemoryTransactions transactions;
  private final AlertKeyStates keys;
  private Map<UUID, Alert> alerts = new HashMap<>();
  private Map<Fingerprint, Long> sequences = new HashMap<>();

  InMemoryAlerts(InMemoryTransactions transactions, AlertKeyStates keys) {
    this.transactions = transactions;
    this.keys = keys;
    transactions.enlist(() -> {
      Map<UUID, Alert> alertsBefore = new HashMap<>(alerts);
      Map<Fingerprint, Long> sequencesBefore = new HashMap<>(sequences);
      return () -> {
        alerts = alertsBefore;
        sequences = sequencesBefore;
      };
    });
  }

  @Override
  public void save(Collection<Alert> changed) {
    transactions.inOne(() -> {
      changed.forEach(alert -> alerts.put(alert.id(), alert));
      return changed.size();
    });
  }

  @Override
  public Map<UUID, Alert> load(Collection<UUID> ids) {
    return transactions.inOne(() ->
        alerts.values().stream()
            .filter(alert -> ids.contains(alert.id()))
            .collect(Collectors.toMap(Alert::id, Function.identity())));
  }

  @Override
  public List<Alert> firing(Optional<Fingerprint> after, int limit) {
    return transactions.inOne(() ->
        alerts.values().stream()
            .filter(alert -> alert.last().phase() == Phase.FIRING)
            .filter(
                alert -> after.map(last -> alert.fingerprint().compareTo(last) > 0).orElse(true))
            .sorted(Comparator.comparing(Alert::fingerprint))
            .limit(limit)
            .toList());
  }

  @Override
  public List<Alert> orphaned(int limit) {
    return transactions.inOne(() ->
        alerts.values().stream()
            .filter(alert -> alert.last().phase() == Phase.FIRING && !hasLiveKey(alert))
            .sorted(
                Comparator.comparing(Alert::fingerprint)
                    .thenComparingLong(alert -> alert.last().seq()))
            .limit(limit)
            .toList());
  }

  private boolean hasLiveKey(Alert alert) {
    return keys.load(List.of(alert.fingerprint())).values().stream()
        .anyMatch(row ->
            row.state().phase() == Phase.FIRING && row.alertId().equals(Optional.of(alert.id())));
  }

  @Override
  public Optional<Alert> latest(Fingerprint fingerprint) {
    return transactions.inOne(() ->
        alerts.values().stream()
            .filter(alert -> alert.fingerprint().equals(fingerprint))
            .max(
                Comparator.<Alert, Boolean>comparing(alert -> alert.last().phase() == Phase.FIRING)
                    .thenComparingLong(alert -> alert.last().seq())));
  }

  @Override
  public Map<Fingerprint, Long> number(Map<Fingerprint, Integer> counts) {
    return transactions.inOne(() -> {
      Map<Fingerprint, Long> first = new HashMap<>();
      counts.forEach((fingerprint, count) -> {
        long last = sequences.getOrDefault(fingerprint, 0L);
        first.put(fingerprint, last + 1);
        sequences.put(fingerprint, last + count);
      });
      return first;
    });
  }
}
