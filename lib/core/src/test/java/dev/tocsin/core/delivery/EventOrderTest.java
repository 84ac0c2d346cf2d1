package dev.tocsin.core.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventOrderTest {
  private static final Fingerprint FINGERPRINT = new Fingerprint(7);

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          The first event is complete              | 0 |     | 1   | 1 |     | 1
          One before which another is missing is not | 0 |   | 2   | 0 | 2   | 2
          The missing one completes those behind it | 0 | 2 3 | 1   | 3 |     | 3
          But not those behind a further gap       | 0 | 2 5 | 1   | 2 | 5   | 5
          Several arrive at once                   | 3 |     | 5 4 | 5 |     | 5
          One that came before changes nothing     | 3 | 5   | 2 5 | 3 | 5   | 5
          """)
  void with_events_completesWhatHasNoGap(
      String sentence,
      long complete,
      @Nullable String ahead,
      String arrived,
      long completeNow,
      @Nullable String aheadNow,
      long newest) {
    EventOrder order = new EventOrder(FINGERPRINT, complete, numbers(ahead)).with(numbers(arrived));

    assertThat(order)
        .as(sentence)
        .isEqualTo(new EventOrder(FINGERPRINT, completeNow, numbers(aheadNow)));
    assertThat(order.newest()).isEqualTo(newest);
  }

  @Test
  void without_missingOnes_completesWhatWaitsBehindThem() {
    EventOrder order = new EventOrder(FINGERPRINT, 1, Set.of(4L, 5L, 7L));

    assertThat(order.without(4)).isEqualTo(new EventOrder(FINGERPRINT, 5, Set.of(7L)));
    assertThat(order.without(1)).isEqualTo(order);
    assertThat(order.holds(1)).isTrue();
    assertThat(order.holds(2)).isFalse();
  }

  @Test
  void with_anyOrderOfArrival_isCompleteInTheEnd() {
    for (int seed = 0; seed < 200; seed++) {
      List<Long> numbers =
          LongStream.rangeClosed(1, 12).boxed().collect(Collectors.toCollection(ArrayList::new));
      Collections.shuffle(numbers, new Random(seed));
      EventOrder order = EventOrder.start(FINGERPRINT);
      for (long number : numbers) {
        order = order.with(List.of(number));
      }
      assertThat(order).as("seed %d", seed).isEqualTo(new EventOrder(FINGERPRINT, 12, Set.of()));
    }
  }

  private static Set<Long> numbers(@Nullable String text) {
    return text == null
        ? Set.of()
        : Arrays.stream(text.split(" ", -1)).map(Long::valueOf).collect(Collectors.toSet());
  }
}
