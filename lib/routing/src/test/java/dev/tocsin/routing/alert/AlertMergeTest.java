package dev.tocsin.routing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Spans are seconds; a {@code t} behind the end marks a time-out, no end an open one. */
class AlertMergeTest {
  private static final Labels LABELS = Labels.of("alertname", "A");

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          a heartbeat moves the time-out,                                     10-70t, 10-90t, 30,  10-90t
          a heartbeat that gives no start keeps the first one,                10-70t, 30-90t, 30,  10-90t
          a heartbeat behind the time-out is a new occurrence,                10-70t, 80-140t, 80, 80-140t
          a start on the very end is a new occurrence,                        10-70t, 70-130t, 70, 70-130t
          a resolution ends it,                                               10-70t, 10-30,  30,  10-30
          a resolution with a later start keeps the first start,              10-70t, 20-30,  30,  10-30
          a resolution beats a later end that was announced,                  10-70,  10-30,  30,  10-30
          the later of two resolutions that overlap stays,                    10-30,  15-25,  40,  10-30
          an announced end that is later beats a time-out,                    10-200, 10-90t, 30,  10-200t
          a later time-out falls to an announced end,                         10-200t, 10-90, 30,  10-90
          a later announced end stays,                                        10-200, 10-90,  30,  10-200
          a post of an earlier span stands alone,                             50-99t, 10-20,  60,  10-20
          a post of an earlier span that ends where it starts stands alone,   50-99t, 10-50,  60,  10-50
          an earlier start wins,                                              50-99t, 10-80t, 60,  10-80t
          a span around the known one replaces it,                            50-60,  40-99t, 55,  40-99t
          """)
  void merge_twoPostsOfTheApi_isWhatAlertmanagerMakes(
      String why, String known, String posted, long now, String merged) {
    Alert first = span(known, 10, "first", AlertSource.API);
    Alert second = span(posted, now, "second", AlertSource.API);

    assertThat(AlertMerge.merge(first, second))
        .isEqualTo(span(merged, now, "second", AlertSource.API));
  }

  @Test
  void merge_postOvertakenByANewerOne_keepsTheNewerAnnotations() {
    Alert newer = span("10-90t", 50, "newer", AlertSource.API);
    Alert older = span("20-80t", 40, "older", AlertSource.API);

    assertThat(AlertMerge.merge(newer, older)).isEqualTo(newer);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      textBlock =
          """
          the evaluator's newer word holds,              RULES, 10-,   RULES, 10-40, 40, posted
          a later start of it is not pulled back,        RULES, 10-,   RULES, 20-,   40, posted
          the API says nothing of what it says fires,    RULES, 10-,   API,   10-40, 40, known
          the API speaks after it was resolved,          RULES, 10-30, API,   50-99t, 50, posted
          it takes over what the API posted,             API,   10-90t, RULES, 40-,  40, posted
          an older post of the API does not take over,   RULES, 10-20, API,   1-90t,  5, known
          """)
  void merge_wordOfTheEvaluator_holds(
      String why,
      AlertSource knownSource,
      String knownSpan,
      AlertSource postedSource,
      String postedSpan,
      long now,
      String winner) {
    Alert known = span(knownSpan, 15, "known", knownSource);
    Alert posted = span(postedSpan, now, "posted", postedSource);

    assertThat(AlertMerge.merge(known, posted)).isEqualTo(winner.equals("known") ? known : posted);
  }

  static IntStream seeds() {
    return IntStream.range(0, 200);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void merge_anyHistoryOfPosts_agreesWithTheNaiveOracle(int seed) {
    Random random = new Random(seed);
    Alert known = post(random, 0);
    Naive naive = Naive.of(known);
    for (int now = 1; now < 100; now++) {
      Alert posted = post(random, now);
      known = AlertMerge.merge(known, posted);
      naive = naive.then(Naive.of(posted), now);
      assertThat(Naive.of(known)).as("seed %d at %d after %s", seed, now, posted).isEqualTo(naive);
    }
  }

  private static Alert post(Random random, int now) {
    int start = Math.max(0, now - random.nextInt(6));
    boolean timeout = random.nextBoolean();
    int end = timeout ? now + 5 : start + random.nextInt(12);
    String span = start + "-" + Math.max(start, end) + (timeout ? "t" : "");
    return span(span, now, "at " + now, AlertSource.API);
  }

  /** An occurrence in plain numbers, merged case by case. */
  private record Naive(long start, long end, boolean timeout, String said) {
    static Naive of(Alert alert) {
      return new Naive(
          alert.startsAt().getEpochSecond(),
          alert.endsAt().orElseThrow().getEpochSecond(),
          alert.endIsTimeout(),
          alert.annotations().getOrDefault("said", ""));
    }

    Naive then(Naive post, long now) {
      boolean endInside = start < post.end && post.end < end;
      boolean startInside = start < post.start && post.start < end;
      if (!endInside && !startInside) {
        return post;
      }
      long first = Math.min(start, post.start);
      boolean postIsOver = post.end <= now;
      boolean knownIsOver = end <= now;
      if ((postIsOver && !knownIsOver) || (!postIsOver && timeout)) {
        return new Naive(first, post.end, post.timeout, post.said);
      }
      return new Naive(first, Math.max(end, post.end), post.timeout, post.said);
    }
  }

  private static Alert span(String span, long updatedAt, String said, AlertSource source) {
    String[] bounds = span.split("-", -1);
    boolean timeout = bounds[1].endsWith("t");
    String end = timeout ? bounds[1].substring(0, bounds[1].length() - 1) : bounds[1];
    return new Alert(
        LABELS,
        LABELS.fingerprint(),
        Map.of("said", said),
        second(bounds[0]),
        end.isEmpty() ? Optional.empty() : Optional.of(second(end)),
        Instant.ofEpochSecond(updatedAt),
        timeout,
        "http://" + said,
        source);
  }

  private static Instant second(String text) {
    return Instant.ofEpochSecond(Long.parseLong(text));
  }
}
