package dev.tocsin.notifier.wake;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.platform.queue.QueuePublisher;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Wakes the delivery of what is due. */
@Singleton
public class WakeDelivery {
  private final QueuePublisher publisher;

  WakeDelivery(QueuePublisher publisher) {
    this.publisher = publisher;
  }

  public void now() {
    publisher.wakeUp(QueueName.NOTIFY);
  }

  /** Wakes at a time that is not too far away; for later ones there is the tick. */
  public void at(Instant time) {
    publisher.wakeUp(QueueName.NOTIFY, List.of(time));
  }
}
