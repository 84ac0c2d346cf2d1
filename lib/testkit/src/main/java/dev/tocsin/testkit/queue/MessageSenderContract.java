package dev.tocsin.testkit.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link MessageSender} promises. */
public abstract class MessageSenderContract {
  /** The sender under test, its queues empty; always the same one within a test. */
  protected abstract MessageSender sender();

  /** Takes out the bodies of all that has arrived, in order. */
  protected abstract List<String> receive(QueueName queue);

  @Test
  void send_messagesOfAGroup_arriveInOrderInTheirQueueOnly() {
    List<QueueMessage> messages = IntStream.range(0, 25).mapToObj(n -> message("7", n)).toList();
    sender().send(QueueName.NOTIFY, messages);

    assertThat(receive(QueueName.NOTIFY))
        .containsExactlyElementsOf(messages.stream().map(QueueMessage::body).toList());
    assertThat(receive(QueueName.ENRICH)).isEmpty();
  }

  @Test
  void send_messagesOfSeveralGroups_keepTheOrderOfEach() {
    List<QueueMessage> messages = new ArrayList<>();
    for (int n = 0; n < 24; n++) {
      messages.add(message(Integer.toString(n % 3), n));
    }
    sender().send(QueueName.REMEDIATE, messages);
    List<String> received = receive(QueueName.REMEDIATE);

    for (int group = 0; group < 3; group++) {
      String prefix = "{\"group\":" + group + ",";
      assertThat(received.stream().filter(body -> body.startsWith(prefix)))
          .containsExactlyElementsOf(
              messages.stream()
                  .map(QueueMessage::body)
                  .filter(body -> body.startsWith(prefix))
                  .toList());
    }
    assertThat(received).hasSize(24);
  }

  @Test
  void send_sameDeduplicationIdAgain_arrivesOnce() {
    sender().send(QueueName.ENRICH, List.of(message("1", 1)));
    sender().send(QueueName.ENRICH, List.of(message("1", 1), message("1", 2)));

    assertThat(receive(QueueName.ENRICH))
        .containsExactly(message("1", 1).body(), message("1", 2).body());
  }

  @Test
  void send_nothing_sendsNothing() {
    sender().send(QueueName.DEAD_LETTERS, List.of());

    assertThat(receive(QueueName.DEAD_LETTERS)).isEmpty();
  }

  @Test
  void send_textOutsideAscii_arrivesAsItWas() {
    QueueMessage message = new QueueMessage("1", "id", "{\"text\":\"caf\u00e9 \uD83D\uDEA8\"}");
    sender().send(QueueName.DEAD_LETTERS, List.of(message));

    assertThat(receive(QueueName.DEAD_LETTERS)).containsExactly(message.body());
  }

  private static QueueMessage message(String group, int n) {
    return new QueueMessage(
        group, "id-" + group + "-" + n, "{\"group\":" + group + ",\"n\":" + n + "}");
  }
}
