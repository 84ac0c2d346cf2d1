package dev.tocsin.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

class EmbeddedSqsTest {
  private static final List<QueueSpec> QUEUES =
      List.of(
          QueueSpec.of("dead.fifo", Duration.ofSeconds(30)),
          QueueSpec.of("events.fifo", Duration.ofSeconds(7)).deadLettersTo("dead.fifo", 3),
          QueueSpec.of("wake-ups", Duration.ofSeconds(5)));

  @Test
  void start_createsTheQueuesAsSpecified() {
    try (EmbeddedSqs sqs = EmbeddedSqs.start(0, QUEUES);
        SqsClient client = sqs.newClient()) {
      assertThat(client.listQueues().queueUrls())
          .containsExactlyInAnyOrder(
              sqs.queueUrl("dead.fifo"), sqs.queueUrl("events.fifo"), sqs.queueUrl("wake-ups"));
      assertThat(attributes(client, sqs.queueUrl("events.fifo")))
          .containsEntry(QueueAttributeName.FIFO_QUEUE, "true")
          .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "7")
          .containsEntry(QueueAttributeName.QUEUE_ARN, EmbeddedSqs.arn("events.fifo"))
          .hasEntrySatisfying(
              QueueAttributeName.REDRIVE_POLICY,
              policy -> assertThat(policy).contains(EmbeddedSqs.arn("dead.fifo")).contains("3"));
    }
  }

  @Test
  void stop_andStart_bringsTheQueuesBackEmptyOnTheSamePort() {
    try (EmbeddedSqs sqs = EmbeddedSqs.start(0, QUEUES);
        SqsClient client = sqs.newClient()) {
      String queue = sqs.queueUrl("wake-ups");
      client.sendMessage(r -> r.queueUrl(queue).messageBody("lost"));

      sqs.stop();
      assertThatThrownBy(() -> client.sendMessage(r -> r.queueUrl(queue).messageBody("refused")))
          .isInstanceOf(SdkClientException.class);

      sqs.start();
      assertThat(attributes(client, queue))
          .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")
          .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "5");
      assertThat(client.receiveMessage(r -> r.queueUrl(queue)).messages()).isEmpty();
    }
  }

  private static Map<QueueAttributeName, String> attributes(SqsClient client, String queue) {
    return client
        .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
        .attributes();
  }
}
