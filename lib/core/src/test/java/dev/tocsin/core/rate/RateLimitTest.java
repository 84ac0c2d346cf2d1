package dev.tocsin.core.rate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.rate.RateLimit.Taken;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RateLimitTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  /** Three at once, and one each second. */
  private static final RateLimit LIMIT = new RateLimit(3, Duration.ofSeconds(1));

  @ParameterizedTest(name = "full {0} s from now, {1} wanted: {2} granted, the next in {4} s")
  @CsvSource({
    // full at, wanted, granted, full again at, next token at
    "-99, 0, 0, 0,   -2",
    "-99, 1, 1, 1,   -1",
    "-99, 3, 3, 3,   1",
    "-99, 9, 3, 3,   1",
    "0,   2, 2, 2,   0",
    "1,   9, 2, 3,   1",
    "2,   9, 1, 3,   1",
    "2.5, 9, 0, 2.5, 0.5",
    "3,   9, 0, 3,   1",
    "9,   1, 0, 9,   7"
  })
  void take_bucket_grantsWhatIsThere(
      double fullAt, int wanted, int granted, double fullAgain, double next) {
    assertThat(LIMIT.take(at(fullAt), wanted, NOW))
        .isEqualTo(new Taken(granted, at(fullAgain), at(next)));
  }

  private static Instant at(double seconds) {
    return NOW.plusMillis(Math.round(seconds * 1000));
  }

  @ParameterizedTest(name = "{0} requests in {1}: one each {2}")
  @CsvSource({"1, PT10S, PT10S", "5, PT2S, PT0.4S", "3, PT1S, PT0.333334S"})
  void of_requestsInATime_areSpreadOverIt(int requests, Duration per, Duration interval) {
    assertThat(RateLimit.of(requests, per, 7)).isEqualTo(new RateLimit(7, interval));
  }

  @Test
  void limit_withoutBurstOrInterval_isRefused() {
    assertThatThrownBy(() -> new RateLimit(0, Duration.ofSeconds(1)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateLimit(1, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new RateLimit(1, Duration.ofNanos(1500)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** A bucket that is filled drop by drop grants the same, and no span of time has too many. */
  @RepeatedTest(50)
  void take_randomCalls_grantsWhatANaiveBucketHas(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    int interval = 1 + random.nextInt(50);
    RateLimit limit = new RateLimit(1 + random.nextInt(9), Duration.ofMillis(interval));
    Instant fullAt = Instant.MIN;
    double tokens = limit.burst();
    int millis = 0;
    List<Integer> granted = new ArrayList<>();
    for (int call = 0; call < 200; call++) {
      int passes = random.nextInt(3 * interval);
      millis += passes;
      tokens = Math.min(limit.burst(), tokens + (double) passes / interval);
      int wanted = random.nextInt(5);
      Taken taken = limit.take(fullAt, wanted, NOW.plusMillis(millis));
      fullAt = taken.fullAt();
      int expected = (int) Math.min(wanted, Math.floor(tokens + 1e-9));
      assertThat(taken.granted()).as("call %d", call).isEqualTo(expected);
      tokens -= expected;
      for (int token = 0; token < taken.granted(); token++) {
        granted.add(millis);
      }
    }
    assertThat(granted).isNotEmpty();
    assertNoSpanHasTooMany(granted, limit.burst(), interval);
  }

  private static void assertNoSpanHasTooMany(List<Integer> granted, int burst, int interval) {
    for (int first = 0; first < granted.size(); first++) {
      for (int last = first; last < granted.size(); last++) {
        int span = granted.get(last) - granted.get(first);
        assertThat(last - first + 1).isLessThanOrEqualTo(burst + span / interval);
      }
    }
  }

  /** Whoever waits for the time that is named gets a token then, and not before. */
  @RepeatedTest(20)
  void take_whenNoneIsThere_namesTheTimeOfTheNext(RepetitionInfo repetition) {
    Random random = new Random(repetition.getCurrentRepetition());
    RateLimit limit =
        new RateLimit(
            1 + random.nextInt(9), Duration.ofNanos(1000L * (1 + random.nextInt(1_000_000))));
    Taken all = limit.take(Instant.MIN, Integer.MAX_VALUE, NOW);

    assertThat(all.granted()).isEqualTo(limit.burst());
    assertThat(limit.take(all.fullAt(), 1, all.nextAt().minusNanos(1)).granted()).isZero();
    assertThat(limit.take(all.fullAt(), 1, all.nextAt()).granted()).isOne();
  }
}
