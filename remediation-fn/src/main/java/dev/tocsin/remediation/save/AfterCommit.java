package dev.tocsin.remediation.save;

import dev.tocsin.core.remediation.EndReason;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts and sends what a transaction has committed. A queue that cannot be reached fails nothing:
 * events stay in the outbox and due runs in their rows, and the next tick sends for both. Logs the
 * beginning and the end of an outage.
 */
@Singleton
public class AfterCommit {
  private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);

  private final Queues queues;
  private final MeterRegistry meters;
  private final AtomicBoolean failing = new AtomicBoolean();

  AfterCommit(Queues queues, MeterRegistry meters) {
    this.queues = queues;
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
    if (!saved.lanes().isEmpty()) {
      attempt(() -> queues.publish(saved.lanes()));
    }
    if (saved.due()) {
      wakeUp(Duration.ZERO);
    }
  }

  public void publishDue() {
    attempt(queues::publishDue);
  }

  public void wakeUp(Duration delay) {
    attempt(() -> queues.wakeUp(delay));
  }

  private void attempt(Runnable send) {
    try {
      send.run();
      if (failing.compareAndSet(true, false)) {
        LOG.info("queues take events and wake-ups again");
      }
    } catch (RuntimeException e) {
      if (failing.compareAndSet(false, true)) {
        LOG.warn("queues take no events or wake-ups, which wait in their rows: {}", e.toString());
      }
    }
  }
}
