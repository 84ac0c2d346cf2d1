package dev.tocsin.notifier.ingest;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.notifier.wake.WakeDelivery;
import dev.tocsin.platform.queue.QueueEvents;
import jakarta.inject.Singleton;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes messages of the notify queue, each in a transaction of its own. */
@Singleton
public class IngestMessages {
  private final QueueEvents events;
  private final IngestTransaction transaction;
  private final WakeDelivery wake;

  IngestMessages(QueueEvents events, IngestTransaction transaction, WakeDelivery wake) {
    this.events = events;
    this.transaction = transaction;
    this.wake = wake;
  }

  /** Takes messages in order and returns those that must come again. */
  public SQSBatchResponse run(SQSEvent event) {
    AtomicInteger taken = new AtomicInteger();
    SQSBatchResponse response = events.take(event, body -> taken.addAndGet(transaction.take(body)));
    if (taken.get() > 0) {
      wake.now();
    }
    return response;
  }
}
