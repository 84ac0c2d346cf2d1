package dev.tocsin.local.embedded;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * A queue to be there when the SQS server has started. A name that ends in {@code .fifo} makes it a
 * FIFO queue.
 *
 * @param visibilityTimeout how long a received message stays hidden; whole seconds
 * @param deadLetters where a message goes that was received too often
 */
public record QueueSpec(
    String name, Duration visibilityTimeout, Optional<DeadLetters> deadLetters) {

  /**
   * Where a message goes that was received too often.
   *
   * @param queue the name of a queue of the same kind, created before the one that names it
   * @param maxReceiveCount the number of receipts after which a message moves
   */
  public record DeadLetters(String queue, int maxReceiveCount) {}

  public QueueSpec {
    if (!visibilityTimeout.equals(Duration.ofSeconds(visibilityTimeout.toSeconds()))
        || visibilityTimeout.isNegative()) {
      throw new IllegalArgumentException("not whole seconds: " + visibilityTimeout);
    }
  }

  /** A queue without dead letters. */
  public static QueueSpec of(String name, Duration visibilityTimeout) {
    return new QueueSpec(name, visibilityTimeout, Optional.empty());
  }

  /**
   * The same queue, with messages moved to {@code queue} after {@code maxReceiveCount} receipts.
   */
  public QueueSpec deadLettersTo(String queue, int maxReceiveCount) {
    return new QueueSpec(
        name, visibilityTimeout, Optional.of(new DeadLetters(queue, maxReceiveCount)));
  }

  public boolean isFifo() {
    return name.endsWith(".fifo");
  }

  Map<QueueAttributeName, String> attributes() {
    Map<QueueAttributeName, String> attributes = new HashMap<>();
    attributes.put(
        QueueAttributeName.VISIBILITY_TIMEOUT, Long.toString(visibilityTimeout.toSeconds()));
    if (isFifo()) {
      attributes.put(QueueAttributeName.FIFO_QUEUE, "true");
    }
    deadLetters.ifPresent(letters ->
        attributes.put(
            QueueAttributeName.REDRIVE_POLICY,
            "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"%d\"}"
                .formatted(EmbeddedSqs.arn(letters.queue()), letters.maxReceiveCount())));
    return attributes;
  }
}
