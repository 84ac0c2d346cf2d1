package dev.tocsin.evaluator.save;

import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Publisher;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends what a transaction has committed. A queue that cannot be reached fails nothing: the events
 * stay in the outbox, and the next tick sends them. Logs the beginning and the end of an outage.
 */
@Singleton
public class PublishAfterCommit {
  private static final Logger LOG = LoggerFactory.getLogger(PublishAfterCommit.class);

  private final Publisher publisher;
  private final AtomicBoolean failing = new AtomicBoolean();

  PublishAfterCommit(Publisher publisher) {
    this.publisher = publisher;
  }

  public void lanes(Set<Lane> lanes) {
    if (!lanes.isEmpty()) {
      attempt(() -> publisher.publish(lanes));
    }
  }

  public void due() {
    attempt(publisher::publishDue);
  }

  private void attempt(Runnable send) {
    try {
      send.run();
      if (failing.compareAndSet(true, false)) {
        LOG.info("queues take events again");
      }
    } catch (RuntimeException e) {
      if (failing.compareAndSet(false, true)) {
        LOG.warn("queues take no events, which wait in the outbox: {}", e.toString());
      }
    }
  }
}
