package dev.tocsin.notifier.tick;

import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.notifier.config.NotifierConfiguration;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

/** Deletes what is past its retention, a little at a time, now and then. */
@Singleton
class Forget {
  private static final Duration PAUSE = Duration.ofMinutes(5);
  private static final int MOST_AT_ONCE = 10_000;

  /** Longer than the evaluator keeps the numbering of a fingerprint, which is 400 days. */
  private static final Duration LINES = Duration.ofDays(430);

  private final Deliveries deliveries;
  private final BreakerStore breakers;
  private final Duration retention;
  private final AtomicReference<Instant> last = new AtomicReference<>(Instant.EPOCH);

  Forget(Deliveries deliveries, BreakerStore breakers, NotifierConfiguration configuration) {
    this.deliveries = deliveries;
    this.breakers = breakers;
    this.retention = configuration.settings().retention();
  }

  void run(Instant now) {
    Instant before = last.get();
    if (now.isBefore(before.plus(PAUSE)) || !last.compareAndSet(before, now)) {
      return;
    }
    deliveries.prune(now.minus(retention), MOST_AT_ONCE);
    deliveries.pruneLines(now.minus(LINES), MOST_AT_ONCE);
    breakers.prune(now.minus(retention));
  }
}
