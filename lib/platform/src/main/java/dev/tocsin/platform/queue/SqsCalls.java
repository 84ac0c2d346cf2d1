package dev.tocsin.platform.queue;

import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.platform.aws.AwsServices;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Single requests to SQS, each tried up to three times. */
@Singleton
class SqsCalls {
  private final AwsServices aws;
  private final SqsSettings settings;

  SqsCalls(AwsServices aws, SqsSettings settings) {
    this.aws = aws;
    this.settings = settings;
  }

  /** Sends messages to a FIFO queue. What arrived in a failed attempt is not taken in again. */
  @Retryable(attempts = "2", delay = "100ms", maxDelay = "500ms")
  void send(String queueUrl, List<QueueMessage> messages) {
    List<Map<String, Object>> entries = new ArrayList<>();
    for (QueueMessage message : messages) {
      entries.add(
          Map.of(
              "Id", Integer.toString(entries.size()),
              "MessageGroupId", message.group(),
              "MessageDeduplicationId", message.deduplicationId(),
              "MessageBody", allowed(message.body())));
    }
    @Nullable JsonNode failed =
        aws.sqs(settings.reached())
            .call("SendMessageBatch", Map.of("QueueUrl", queueUrl, "Entries", entries))
            .get("Failed");
    if (failed != null && failed.size() > 0) {
      throw new IllegalStateException(
          "%s refused %d of %d messages, the first: %s"
              .formatted(queueUrl, failed.size(), entries.size(), failed.get(0)));
    }
  }

  @Retryable(attempts = "2", delay = "100ms", maxDelay = "500ms")
  void sendDelayed(String queueUrl, String body, int delaySeconds) {
    JsonNode unused =
        aws.sqs(settings.reached())
            .call(
                "SendMessage",
                Map.of("QueueUrl", queueUrl, "MessageBody", body, "DelaySeconds", delaySeconds));
  }

  /**
   * SQS refuses two characters that JSON allows as they are. They stand within strings only, where
   * an escape means the same.
   */
  private static String allowed(String json) {
    return json.replace("\uFFFE", "\\uFFFE").replace("\uFFFF", "\\uFFFF");
  }
}
