package dev.tocsin.enricher.save;

import dev.tocsin.core.outbox.Lane;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a transaction has committed. A queue that cannot be reached fails nothing: events stay
 * in the outbox and due requests in their rows, and the next tick sends for both. Logs the
 * beginning and the end of an outage.
 */
@Singleton
public class AfterCommit {
  private static final Logger LOG = LoggerFactory.getLogger(AfterCommit.class);

  private final Queues queues;
  private final AtomicBoolean failing = new AtomicBoolean();

  AfterCommit(Queues queues) {
    this.queues = queues;
  }

  public void publish(Set<Lane> lanes) {
    if (!lanes.isEmpty()) {
      attempt(() -> queues.publish(lanes));
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
