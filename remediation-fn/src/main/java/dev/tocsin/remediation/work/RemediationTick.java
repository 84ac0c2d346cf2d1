package dev.tocsin.remediation.work;

import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.remediation.RemediationSettings;
import dev.tocsin.remediation.save.AfterCommit;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** What a passing minute brings about. */
@Singleton
public class RemediationTick {
  /** A little longer than the time between two ticks. */
  private static final Duration AHEAD = Duration.ofSeconds(70);

  /** How long the end of an alert is remembered, so that a late event of it is known as such. */
  private static final Duration MEMORY = Duration.ofDays(8);

  private final Runs runs;
  private final KnownAlerts knownAlerts;
  private final AuditTrail audit;
  private final AfterCommit afterCommit;
  private final RemediationSettings settings;
  private final InstantSource clock;

  RemediationTick(
      Runs runs,
      KnownAlerts knownAlerts,
      AuditTrail audit,
      AfterCommit afterCommit,
      RemediationSettings settings,
      InstantSource clock) {
    this.runs = runs;
    this.knownAlerts = knownAlerts;
    this.audit = audit;
    this.afterCommit = afterCommit;
    this.settings = settings;
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
    Instant before = now.minus(settings.retention());
    runs.purge(before);
    audit.purge(before);
    knownAlerts.purge(now.minus(MEMORY));
  }

  /** Whole seconds, as queues count them, rounded up: due times were cut to the second. */
  private static Duration delay(Instant now, Instant due) {
    Duration until = Duration.between(now, due);
    return until.isNegative()
        ? Duration.ZERO
        : Duration.ofSeconds(Math.min(AHEAD.toSeconds(), until.toSeconds() + 1));
  }
}
