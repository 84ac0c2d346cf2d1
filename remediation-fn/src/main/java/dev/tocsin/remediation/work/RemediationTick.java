package dev.tocsin.remediation.work;

import dev.tocsin.core.remediation.Runs;
import dev.tocsin.remediation.save.AfterCommit;
import dev.tocsin.store.retention.Retention;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What a passing minute brings about. */
@Singleton
public class RemediationTick {
  /** A little longer than the time between two ticks. */
  private static final Duration AHEAD = Duration.ofSeconds(70);

  private final Runs runs;
  private final AfterCommit afterCommit;
  private final Retention retention;
  private final InstantSource clock;

  RemediationTick(Runs runs, AfterCommit afterCommit, Retention retention, InstantSource clock) {
    this.runs = runs;
    this.afterCommit = afterCommit;
    this.retention = retention;
    this.clock = clock;
  }

  /** Calls up what is due before the next tick, and sweeps what is old. */
  public void run() {
    Instant now = clock.instant();
    afterCommit.publishDue();
    runs.dueUntil(now.plus(AHEAD)).stream()
        .map(due -> delay(now, due))
        .distinct()
        .forEach(afterCommit::wakeUp);
    retention.sweep(now);
  }

  /** Whole seconds, as queues count them, rounded up: due times were cut to the second. */
  private static Duration delay(Instant now, Instant due) {
    Duration until = Duration.between(now, due);
    return until.isNegative()
        ? Duration.ZERO
        : Duration.ofSeconds(Math.min(AHEAD.toSeconds(), until.toSeconds() + 1));
  }
}
