package dev.tocsin.local.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvictionTest {
  private record Held(String name, String address, boolean isKnown, boolean isReceiving, long since)
      implements Eviction.Candidate {}

  /** Each candidate: NAME@ADDRESS, known or not, idle or body, and since when. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1@a not idle 5, 2@a not idle 3                  | 2",
        "1@a not idle 3, 2@b not idle 5, 3@b not idle 4  | 3",
        "1@a not body 1, 2@b not idle 5                  | 2",
        "1@a known idle 1, 2@b not body 5                | 2",
        "1@a known body 1, 2@b known idle 5              | 2",
        "1@a known body 1, 2@b known body 5              | 1",
      })
  void choose_theOneWithTheLeastReasonToStay(String candidates, String victim) {
    List<Held> held = Arrays.stream(candidates.split(", ", -1)).map(EvictionTest::held).toList();
    assertThat(Eviction.choose(held).map(Held::name)).contains(victim);
  }

  @Test
  void choose_none_isNone() {
    assertThat(Eviction.choose(List.<Held>of())).isEqualTo(Optional.empty());
  }

  private static Held held(String text) {
    String[] parts = text.split("[@ ]", -1);
    return new Held(
        parts[0],
        parts[1],
        parts[2].equals("known"),
        parts[3].equals("body"),
        Long.parseLong(parts[4]));
  }
}
