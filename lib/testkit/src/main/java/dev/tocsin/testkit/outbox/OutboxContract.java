package dev.tocsin.testkit.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;
import dev.tocsin.testkit.CountingIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Outbox} promises. */
public abstract class OutboxContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant LATER = NOW.plus(Duration.ofMinutes(3));
  private static final Lane LANE = new Lane(QueueName.NOTIFY, 7);

  private final List<QueueMessage> sent = new ArrayList<>();
  private final MessageSender recording = (queue, messages) -> sent.addAll(messages);

  /** The outbox under test, empty; always the same one within a test. */
  protected abstract Outbox outbox();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  /** Where it registers the lanes that events were added to. */
  protected abstract UnsentLanes unsent();

  @Test
  void send_addedEvents_goOutOnceInTheOrderOfInsertion() {
    outbox().add(List.of(event(3, LANE), event(1, LANE)), NOW);
    outbox().add(List.of(event(2, LANE)), NOW);

    assertThat(send(LANE)).isEqualTo(3);
    assertThat(send(LANE)).isZero();
    assertThat(bodies())
        .containsExactly("{\"version\":1,\"shard\":7,\"events\":[{\"n\":3},{\"n\":1},{\"n\":2}]}");
  }

  @Test
  void send_otherLanes_stay() {
    Lane otherShard = new Lane(QueueName.NOTIFY, 8);
    Lane otherQueue = new Lane(QueueName.ENRICH, 7);
    outbox().add(List.of(event(1, otherShard), event(1, otherQueue)), NOW);

    assertThat(send(LANE)).isZero();
    assertThat(outbox().due(NOW, NOW)).containsExactly(otherShard, otherQueue);
  }

  @Test
  void send_moreThanAMessageHolds_isOneCallWithMessagesInOrder() {
    outbox().add(IntStream.range(0, 250).mapToObj(n -> event(n, LANE)).toList(), NOW);
    List<Integer> calls = new ArrayList<>();

    int handedOver = send(LANE, Instant.EPOCH, (queue, messages) -> calls.add(messages.size()));

    assertThat(handedOver).isEqualTo(250);
    assertThat(calls).containsExactly(3);
  }

  @Test
  void send_senderThrows_marksNothing() {
    outbox().add(List.of(event(1, LANE)), NOW);

    assertThatThrownBy(() ->
            send(
                LANE,
                Instant.EPOCH,
                (queue, messages) -> {
                  throw new IllegalArgumentException("queue away");
                }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("queue away");
    assertThat(outbox().due(NOW, Instant.EPOCH)).containsExactly(LANE);
    assertThat(send(LANE)).isEqualTo(1);
  }

  @Test
  void send_sentBeforeButNotConsumed_goesOutAgainUnderAnotherDeduplicationId() {
    outbox().add(List.of(event(1, LANE)), NOW);
    send(LANE);

    assertThat(outbox().due(NOW, NOW)).isEmpty();
    assertThat(outbox().due(NOW, NOW.plusMillis(1))).containsExactly(LANE);
    assertThat(again()).isEqualTo(1);
    assertThat(again()).isZero();
    assertThat(sent.getFirst().body()).isEqualTo(sent.getLast().body());
    assertThat(sent.getFirst().deduplicationId()).isNotEqualTo(sent.getLast().deduplicationId());
  }

  @Test
  void send_unsentBesideSent_takesOnlyTheUnsent() {
    outbox().add(List.of(event(1, LANE)), NOW);
    send(LANE);
    outbox().add(List.of(event(2, LANE)), NOW);

    send(LANE);

    assertThat(bodies()).last().asString().contains("{\"n\":2}").doesNotContain("{\"n\":1}");
  }

  @Test
  void consumed_ofOneQueue_isDoneThereOnly() {
    Lane other = new Lane(QueueName.ENRICH, 7);
    outbox().add(List.of(event(1, LANE), event(2, LANE), event(1, other)), NOW);

    outbox().consumed(QueueName.NOTIFY, List.of(CountingIds.id(1), CountingIds.id(99)));

    assertThat(send(LANE)).isEqualTo(1);
    assertThat(send(other)).isEqualTo(1);
    assertThat(bodies().getFirst()).contains("{\"n\":2}").doesNotContain("{\"n\":1}");
  }

  @Test
  void consumed_whileItIsBeingSent_isNotSentAgain() {
    outbox().add(List.of(event(1, LANE)), NOW);
    send(
        LANE,
        Instant.EPOCH,
        (queue, messages) -> outbox().consumed(QueueName.NOTIFY, List.of(CountingIds.id(1))));

    assertThat(outbox().due(LATER, LATER)).isEmpty();
  }

  @Test
  void send_deadLetterNotices_haveNoConsumerAndAreDoneWhenSent() {
    Lane notices = new Lane(QueueName.DEAD_LETTERS, 0);
    outbox().add(List.of(event(1, notices)), NOW);

    assertThat(send(notices)).isEqualTo(1);
    assertThat(outbox().due(LATER, LATER)).isEmpty();
  }

  @Test
  void add_eventThatIsThere_keepsTheFirst() {
    outbox().add(List.of(event(1, LANE)), NOW);
    outbox().add(List.of(new OutboxEvent(CountingIds.id(1), LANE, "{\"n\":\"new\"}")), NOW);

    assertThat(send(LANE)).isEqualTo(1);
    assertThat(bodies().getFirst()).contains("{\"n\":1}");
  }

  @Test
  void add_inATransactionThatFails_addsNothing() {
    assertThatThrownBy(() ->
            transactions()
                .inOne(() -> {
                  outbox().add(List.of(event(1, LANE)), NOW);
                  throw new IllegalArgumentException("broken");
                }))
        .hasMessage("broken");

    assertThat(outbox().due(LATER, LATER)).isEmpty();
    assertThat(unsent().take()).isEmpty();
  }

  @Test
  void add_inATransaction_itsLanesAreUnsentOnceItHasCommitted() {
    Lane other = new Lane(QueueName.ENRICH, 9);
    int added =
        transactions()
            .inOne(() -> {
              outbox().add(List.of(event(1, LANE), event(2, LANE)), NOW);
              outbox().add(List.of(event(3, other)), NOW);
              assertThat(unsent().take()).isEmpty();
              return 3;
            });

    assertThat(added).isEqualTo(3);
    assertThat(unsent().take()).containsExactlyInAnyOrder(LANE, other);
    assertThat(unsent().take()).isEmpty();
  }

  @Test
  void send_whileAnotherSendsTheLane_waitsAndFindsNothingLeft() throws Exception {
    outbox().add(List.of(event(1, LANE)), NOW);
    CountDownLatch sending = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<Integer> first =
        CompletableFuture.supplyAsync(() ->
            send(
                LANE,
                Instant.EPOCH,
                (queue, messages) -> {
                  sending.countDown();
                  await(go);
                }));
    await(sending);
    CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> send(LANE));

    assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(java.util.concurrent.TimeoutException.class);
    go.countDown();

    assertThat(first.get(5, TimeUnit.SECONDS)).isEqualTo(1);
    assertThat(second.get(5, TimeUnit.SECONDS)).isZero();
    assertThat(sent).isEmpty();
  }

  @Test
  void due_addedLater_isNotDueYet() {
    outbox().add(List.of(event(1, LANE)), NOW);

    assertThat(outbox().due(NOW.minusMillis(1), LATER)).isEmpty();
    assertThat(outbox().due(NOW, Instant.EPOCH)).containsExactly(LANE);
  }

  @Test
  void send_severalLanes_isOneCallWithTheFirstMessagesOfAllLanesFirst() {
    Lane other = new Lane(QueueName.NOTIFY, 9);
    outbox().add(IntStream.range(0, 150).mapToObj(n -> event(n, LANE)).toList(), NOW);
    outbox().add(List.of(event(200, other), event(201, new Lane(QueueName.NOTIFY, 3))), NOW);
    List<List<String>> calls = new ArrayList<>();

    int handedOver =
        outbox()
            .send(
                QueueName.NOTIFY,
                Set.of(9, 7),
                Instant.EPOCH,
                NOW,
                (queue, messages) ->
                    calls.add(messages.stream().map(QueueMessage::group).toList()));

    assertThat(handedOver).isEqualTo(151);
    assertThat(calls).containsExactly(List.of("7", "9", "7"));
    assertThat(outbox().due(NOW, NOW)).containsExactly(new Lane(QueueName.NOTIFY, 3));
  }

  private int send(Lane lane) {
    return send(lane, Instant.EPOCH, recording);
  }

  private int again() {
    return outbox().send(LANE.queue(), Set.of(LANE.shard()), NOW.plusMillis(1), LATER, recording);
  }

  private int send(Lane lane, Instant sentBefore, MessageSender sender) {
    return outbox().send(lane.queue(), Set.of(lane.shard()), sentBefore, NOW, sender);
  }

  private List<String> bodies() {
    return sent.stream().map(QueueMessage::body).toList();
  }

  private static OutboxEvent event(int n, Lane lane) {
    UUID id = CountingIds.id(n);
    return new OutboxEvent(id, lane, "{\"n\":" + n + "}");
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
