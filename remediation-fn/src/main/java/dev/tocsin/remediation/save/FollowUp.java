package dev.tocsin.remediation.save;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.platform.queue.AfterCommit;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts and reports the runs that a transaction has committed. */
@Singleton
public class FollowUp {
  private final AfterCommit afterCommit;
  private final MeterRegistry meters;

  FollowUp(AfterCommit afterCommit, MeterRegistry meters) {
    this.afterCommit = afterCommit;
    this.meters = meters;
  }

  public void follow(Saved saved) {
    saved
        .runs()
        .forEach(run ->
            meters
                .counter(
                    "tocsin.remediation.runs",
                    "status",
                    run.status().code(),
                    "reason",
                    run.reason().map(EndReason::code).orElse("none"))
                .increment());
    afterCommit.publish(saved.lanes());
    if (saved.due()) {
      again();
    }
  }

  /** Calls up what is due and could not be worked off yet. */
  public void again() {
    afterCommit.wakeUp(QueueName.REMEDIATE);
  }
}
