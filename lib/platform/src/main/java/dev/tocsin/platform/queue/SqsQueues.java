package dev.tocsin.platform.queue;

import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.WakeUps;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/**
 * The queues on SQS. {@link GuardedQueues} keeps callers away while they do not answer. Steps back
 * for a sender that the context was given.
 */
@Singleton
@Secondary
class SqsQueues implements MessageSender, WakeUps {
  private final SqsCalls calls;
  private final QueueUrls urls;
  private final MeterRegistry meters;

  SqsQueues(SqsCalls calls, QueueUrls urls, MeterRegistry meters) {
    this.calls = calls;
    this.urls = urls;
    this.meters = meters;
  }

  @Override
  public void send(QueueName queue, List<QueueMessage> messages) {
    String url = urls.events(queue);
    for (List<QueueMessage> batch : Batches.of(messages)) {
      calls.send(url, batch);
      meters.counter("tocsin.messages.sent", "queue", queue.code()).increment(batch.size());
    }
  }

  @Override
  public boolean sendsTo(QueueName queue) {
    return urls.hasEvents(queue);
  }

  @Override
  public void send(QueueName consumer, Duration delay) {
    // Rounded up: woken before its time a consumer would find nothing to do.
    int seconds = Math.toIntExact(Math.ceilDiv(delay.toMillis(), 1_000));
    calls.sendDelayed(urls.wakeUps(consumer), "{\"version\":1}", seconds);
  }
}
