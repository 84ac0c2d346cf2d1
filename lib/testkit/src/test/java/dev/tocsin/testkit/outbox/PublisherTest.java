package dev.tocsin.testkit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.UnsentLanes;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.MovedClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PublisherTest {
  private final MovedClock clock = MovedClock.create();
  private final Outbox outbox = new InMemoryOutbox(new InMemoryTransactions(), new UnsentLanes());
  private final CountingIds ids = new CountingIds();
  private final List<QueueName> asked = new ArrayList<>();

  @BeforeEach
  void leaveAnEventForEachQueue() {
    outbox.add(
        Arrays.stream(QueueName.values())
            .map(queue -> new OutboxEvent(ids.next(), new Lane(queue, 1), "{}"))
            .toList(),
        clock.instant());
    clock.advance(Publisher.OWN_TIME);
  }

  private Publisher publisher(MessageSender sender) {
    return new Publisher(
        outbox,
        (queue, messages) -> {
          asked.add(queue);
          sender.send(queue, messages);
        },
        FaultPoints.NONE,
        clock);
  }

  @Test
  void publishDue_someQueues_leavesThoseOfOthers() {
    publisher((queue, messages) -> {}).publishDue(Set.of(QueueName.ENRICH));
    assertThat(asked).containsExactly(QueueName.ENRICH);
    assertThat(outbox.due(clock.instant(), clock.instant()))
        .extracting(Lane::queue)
        .containsExactly(QueueName.NOTIFY, QueueName.REMEDIATE, QueueName.DEAD_LETTERS);
  }

  @Test
  void publishDue_aQueueFailsAtOnce_triesTheOthers() {
    Publisher failing =
        publisher((queue, messages) -> {
          if (queue == QueueName.NOTIFY) {
            throw new IllegalStateException("down");
          }
        });
    assertThatThrownBy(() -> failing.publishDue(EnumSet.allOf(QueueName.class))).hasMessage("down");
    assertThat(asked).containsExactly(QueueName.values());
  }

  @Test
  void publishDue_queuesFailSlowly_givesUpInTime() {
    Publisher failing =
        publisher((queue, messages) -> {
          clock.advance(Duration.ofSeconds(9));
          throw new IllegalStateException("no answer");
        });
    assertThatThrownBy(() -> failing.publishDue(EnumSet.allOf(QueueName.class)))
        .hasMessage("no answer");
    assertThat(asked).hasSize(2);
  }
}
