package dev.tocsin.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.QueueMessage;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchesTest {
  @Test
  void of_none_isNone() {
    assertThat(Batches.of(List.of())).isEmpty();
  }

  @Test
  void of_elevenGroups_areTenAndOne() {
    List<QueueMessage> messages =
        IntStream.range(0, 11).mapToObj(n -> message("g" + n, "{}")).toList();

    assertThat(Batches.of(messages))
        .containsExactly(messages.subList(0, 10), messages.subList(10, 11));
  }

  @Test
  void of_sameGroupAgain_startsANewRequest() {
    QueueMessage first = message("a", "1");
    QueueMessage two = message("b", "2");
    QueueMessage three = message("a", "3");
    QueueMessage four = message("b", "4");

    assertThat(Batches.of(List.of(first, two, three, four)))
        .containsExactly(List.of(first, two), List.of(three, four));
  }

  @Test
  void of_moreBytesThanARequestHolds_startsANewRequest() {
    QueueMessage half = message("a", "é".repeat(Batches.MAX_BYTES / 4));
    QueueMessage otherHalf = message("b", "é".repeat(Batches.MAX_BYTES / 4));
    QueueMessage more = message("c", "1");

    assertThat(Batches.of(List.of(half, otherHalf, more)))
        .containsExactly(List.of(half, otherHalf), List.of(more));
  }

  private static QueueMessage message(String group, String body) {
    return new QueueMessage(group, group + body.length(), body);
  }
}
