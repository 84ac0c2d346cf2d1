package dev.tocsin.testkit.remediation;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** Known alerts in memory. */
final class InMemoryKnownAlerts implements KnownAlerts {
  private final InMemoryTransactions transactions;
  private final Map<Fingerprint, KnownAlert> known = new HashMap<>();

  InMemoryKnownAlerts(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<Fingerprint, KnownAlert> copy = Map.copyOf(known);
      return () -> {
        known.clear();
        known.putAll(copy);
      };
    });
  }

  @Override
  public Map<Fingerprint, KnownAlert> load(Collection<Fingerprint> fingerprints) {
    return transactions.inOne(() -> {
      Map<Fingerprint, KnownAlert> found = new HashMap<>(known);
      found.keySet().retainAll(fingerprints);
      return found;
    });
  }

  @Override
  public void save(Collection<KnownAlert> alerts) {
    transactions.inOne(() -> {
      alerts.forEach(alert ->
          known.merge(
              alert.fingerprint(),
              alert,
              (before, after) -> after.seq() > before.seq() ? after : before));
      return alerts;
    });
  }

  @Override
  public int purge(Instant before) {
    return transactions.inOne(() -> {
      int held = known.size();
      known.values().removeIf(alert -> !alert.fires() && alert.heard().isBefore(before));
      return held - known.size();
    });
  }
}
