package dev.tocsin.remediation.work;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.core.retention.Retention;
import dev.tocsin.platform.queue.QueuePublisher;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;

/** What a passing minute brings about. */
@Singleton
public class RemediationTick {
  private final Runs runs;
  private final QueuePublisher publisher;
  private final Retention retention;
  private final InstantSource clock;

  RemediationTick(Runs runs, QueuePublisher publisher, Retention retention, InstantSource clock) {
    this.runs = runs;
    this.publisher = publisher;
    this.retention = retention;
    this.clock = clock;
  }

  /** Calls up what is due before the next tick, and sweeps what is old. */
  public void run() {
    Instant now = clock.instant();
    publisher.publishDue(Set.of(QueueName.NOTIFY));
    // Due times are cut to the second, so that they are over a second later.
    publisher.wakeUp(
        QueueName.REMEDIATE,
        runs.dueUntil(now.plus(QueuePublisher.AHEAD)).stream()
            .map(due -> due.plusSeconds(1))
            .toList());
    retention.sweep(now);
  }
}
