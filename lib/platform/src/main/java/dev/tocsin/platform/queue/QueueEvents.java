package dev.tocsin.platform.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.outbox.GroupedMessages;
import dev.tocsin.core.outbox.GroupedMessages.Failed;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands over the messages of a FIFO queue's event, and reports those that must come again. */
@Singleton
public final class QueueEvents {
  private static final Logger LOG = LoggerFactory.getLogger(QueueEvents.class);
  private static final String GROUP = "MessageGroupId";

  private final FailureLog failures;

  QueueEvents(InstantSource clock) {
    this.failures = new FailureLog(LOG, "Taking messages", clock);
  }

  /**
   * Gives each message's body to {@code take}. When that throws, the message and all later ones of
   * its group come again.
   */
  public SQSBatchResponse take(SQSEvent event, Consumer<String> take) {
    List<Failed<SQSMessage>> failed =
        GroupedMessages.work(
            event.getRecords(), QueueEvents::group, message -> take.accept(body(message)));
    if (failed.isEmpty()) {
      failures.worked();
    } else if (failed.getFirst() instanceof Failed.Broken<SQSMessage> broken) {
      failures.failed(broken.why());
    }
    return new SQSBatchResponse(
        failed.stream()
            .map(unprocessed ->
                new SQSBatchResponse.BatchItemFailure(unprocessed.message().getMessageId()))
            .toList());
  }

  private static String group(SQSMessage message) {
    Map<String, String> attributes = message.getAttributes();
    return attributes == null ? "" : attributes.getOrDefault(GROUP, "");
  }

  private static String body(SQSMessage message) {
    String body = message.getBody();
    return body == null ? "" : body;
  }
}
