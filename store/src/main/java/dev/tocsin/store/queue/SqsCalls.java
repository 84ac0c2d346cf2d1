package dev.tocsin.store.queue;

import dev.tocsin.core.outbox.QueueMessage;
import io.micronaut.context.BeanProvider;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;

/** Single requests to SQS, each tried up to three times. */
@Singleton
class SqsCalls {
  private final BeanProvider<SqsClient> client;

  /** The client is made when it is first asked for, since many calls of functions send nothing. */
  SqsCalls(BeanProvider<SqsClient> client) {
    this.client = client;
  }

  /** Sends messages to a FIFO queue. What arrived in a failed attempt is not taken in again. */
  @Retryable(attempts = "2", delay = "100ms", maxDelay = "500ms")
  void send(String queueUrl, List<QueueMessage> messages) {
    List<SendMessageBatchRequestEntry> entries = new ArrayList<>();
    for (QueueMessage message : messages) {
      entries.add(
          SendMessageBatchRequestEntry.builder()
              .id(Integer.toString(entries.size()))
              .messageGroupId(message.group())
              .messageDeduplicationId(message.deduplicationId())
              .messageBody(allowed(message.body()))
              .build());
    }
    List<BatchResultErrorEntry> failed =
        client.get().sendMessageBatch(batch -> batch.queueUrl(queueUrl).entries(entries)).failed();
    if (!failed.isEmpty()) {
      throw new IllegalStateException(
          "%s refused %d of %d messages, the first with %s: %s"
              .formatted(
                  queueUrl,
                  failed.size(),
                  entries.size(),
                  failed.getFirst().code(),
                  failed.getFirst().message()));
    }
  }

  @Retryable(attempts = "2", delay = "100ms", maxDelay = "500ms")
  void sendDelayed(String queueUrl, String body, int delaySeconds) {
    client
        .get()
        .sendMessage(
            message -> message.queueUrl(queueUrl).messageBody(body).delaySeconds(delaySeconds));
  }

  /**
   * SQS refuses two characters that JSON allows as they are. They stand within strings only, where
   * an escape means the same.
   */
  private static String allowed(String json) {
    return json.replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
  }
}
