package dev.tocsin.notifier.wake;

import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.platform.queue.AfterCommit;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;

/** Wakes whoever delivers. */
@Singleton
public class WakeDelivery {
  private final AfterCommit afterCommit;

  WakeDelivery(AfterCommit afterCommit) {
    this.afterCommit = afterCommit;
  }

  public void now() {
    afterCommit.wakeUp(QueueName.NOTIFY);
  }

  /** Wakes at a time that is not too far away; for later ones there is the tick. */
  public void at(Instant time) {
    afterCommit.wakeUp(QueueName.NOTIFY, List.of(time));
  }
}
