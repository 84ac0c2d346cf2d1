package dev.tocsin.core.outbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BundlingTest {
  private static final Lane LANE = new Lane(QueueName.NOTIFY, 7);
  private static final int ENVELOPE = "{\"version\":1,\"shard\":7,\"events\":[]}".length();

  @Test
  void messages_noRows_areNone() {
    assertThat(Bundling.messages(List.of())).isEmpty();
  }

  @Test
  void messages_twoRows_areOneBodyInOrderWithTheShardAsGroup() {
    List<QueueMessage> messages = Bundling.messages(List.of(row(1, "{\"a\":1}"), row(2, "{}")));

    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst().group()).isEqualTo("7");
    assertThat(messages.getFirst().body())
        .isEqualTo("{\"version\":1,\"shard\":7,\"events\":[{\"a\":1},{}]}");
  }

  @Test
  void messages_hundredRows_fillOneMessage() {
    assertThat(Bundling.messages(rows(100))).hasSize(1);
  }

  @Test
  void messages_hundredAndOneRows_startASecondMessage() {
    List<QueueMessage> messages = Bundling.messages(rows(101));

    assertThat(messages).hasSize(2);
    assertThat(messages.getLast().body())
        .isEqualTo("{\"version\":1,\"shard\":7,\"events\":[{\"n\":100}]}");
  }

  @Test
  void messages_bodyOfExactlyTheLimit_isOneMessage() {
    int room = Bundling.MAX_BYTES - ENVELOPE - 1;

    List<QueueMessage> messages =
        Bundling.messages(List.of(row(1, "x".repeat(room - 10)), row(2, "y".repeat(10))));

    assertThat(messages).hasSize(1);
    assertThat(messages.getFirst().body()).hasSize(Bundling.MAX_BYTES);
  }

  @Test
  void messages_oneByteOverTheLimit_areTwo() {
    int room = Bundling.MAX_BYTES - ENVELOPE - 1;

    assertThat(Bundling.messages(List.of(row(1, "x".repeat(room - 10)), row(2, "y".repeat(11)))))
        .hasSize(2);
  }

  @Test
  void messages_textOutsideAscii_isMeasuredInBytes() {
    int chars = Bundling.MAX_BYTES / 2 - 100;

    List<QueueMessage> messages =
        Bundling.messages(List.of(row(1, "é".repeat(chars)), row(2, "é".repeat(chars))));

    assertThat(messages).hasSize(2);
    assertThat(messages)
        .allSatisfy(message ->
            assertThat(message.body().getBytes(UTF_8).length)
                .isLessThanOrEqualTo(Bundling.MAX_BYTES));
  }

  @Test
  void messages_eventLongerThanTheLimit_travelsAlone() {
    List<QueueMessage> messages =
        Bundling.messages(
            List.of(row(1, "{}"), row(2, "x".repeat(Bundling.MAX_BYTES)), row(3, "{}")));

    assertThat(messages).hasSize(3);
  }

  @Test
  void messages_sameRowsAgain_haveTheSameDeduplicationId() {
    assertThat(Bundling.messages(rows(3))).isEqualTo(Bundling.messages(rows(3)));
  }

  @Test
  void messages_otherEventsOrderOrResend_haveOtherDeduplicationIds() {
    OutboxRow first = row(1, "{}");
    OutboxRow second = row(2, "{}");
    OutboxRow resent = new OutboxRow(first.event(), 1);

    assertThat(
            List.of(
                id(first, second), id(second, first), id(first), id(resent, second), id(resent)))
        .doesNotHaveDuplicates()
        .allSatisfy(id -> assertThat(id).matches("[0-9a-f]{64}"));
  }

  private static String id(OutboxRow... rows) {
    return Bundling.messages(List.of(rows)).getFirst().deduplicationId();
  }

  private static List<OutboxRow> rows(int count) {
    return new ArrayList<>(
        IntStream.range(0, count).mapToObj(n -> row(n, "{\"n\":" + n + "}")).toList());
  }

  private static OutboxRow row(int n, String body) {
    return new OutboxRow(new OutboxEvent(new UUID(0, n), LANE, body), 0);
  }
}
