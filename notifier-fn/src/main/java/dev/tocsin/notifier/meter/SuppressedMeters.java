package dev.tocsin.notifier.meter;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.flush.Flush;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** Counts the alerts that flushes leave out. */
@Singleton
public class SuppressedMeters {
  private final MeterRegistry meters;
  private final Transactions transactions;

  SuppressedMeters(MeterRegistry meters, Transactions transactions) {
    this.meters = meters;
    this.transactions = transactions;
  }

  /**
   * Makes the meters, so that the first alert is an increase; for a process whose meters are read.
   */
  public void register() {
    for (Suppression suppression : Suppression.values()) {
      count(suppression, 0);
    }
  }

  /** Counts those of flushes, once the caller's transaction has committed. */
  public void flushed(List<Flush> flushes) {
    Map<Suppression, Long> counts = new EnumMap<>(Suppression.class);
    flushes.forEach(flush ->
        Suppression.of(flush.members(), flush.intervals())
            .forEach((why, more) -> counts.merge(why, more, Long::sum)));
    if (!counts.isEmpty()) {
      transactions.afterCommit(() -> counts.forEach(this::count));
    }
  }

  private void count(Suppression suppression, long more) {
    meters
        .counter("alertmanager.notifications.suppressed", "reason", suppression.code())
        .increment((double) more);
  }
}
