package dev.tocsin.testkit.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InMemoryQueuesTest extends MessageSenderContract {
  private final InMemoryQueues queues = new InMemoryQueues();

  @Override
  protected MessageSender sender() {
    return queues;
  }

  @Override
  protected List<String> receive(QueueName queue) {
    return queues.receive(queue).stream().map(QueueMessage::body).toList();
  }

  @Test
  void wakeUps_sent_areTakenOutOnce() {
    queues.send(QueueName.NOTIFY, Duration.ofSeconds(3));

    assertThat(queues.wakeUps(QueueName.NOTIFY)).containsExactly(Duration.ofSeconds(3));
    assertThat(queues.wakeUps(QueueName.NOTIFY)).isEmpty();
  }
}
