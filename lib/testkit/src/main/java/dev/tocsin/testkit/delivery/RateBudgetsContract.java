package dev.tocsin.testkit.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.rate.RateBudget;
import dev.tocsin.core.rate.RateBudgets;
import dev.tocsin.core.rate.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link RateBudgets} promises. */
public abstract class RateBudgetsContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");

  /** Three at once, and three a second. */
  private static final RateLimit LIMIT = RateLimit.of(3, Duration.ofSeconds(1), 3);

  private static final RateBudget HERE = new RateBudget("https://here.example:443", LIMIT);
  private static final RateBudget THERE = new RateBudget("https://there.example:443", LIMIT);

  /** The budgets under test, all full; always the same ones within a test. */
  protected abstract RateBudgets budgets();

  private int take(RateBudget budget, int wanted, Instant now) {
    return budgets().take(budget, wanted, now).granted();
  }

  @Test
  void take_fullBudget_grantsTheBurstAndNoMore() {
    assertThat(take(HERE, 2, NOW)).isEqualTo(2);
    assertThat(take(HERE, 2, NOW)).isEqualTo(1);
    assertThat(take(HERE, 2, NOW)).isZero();
  }

  @Test
  void take_otherBudget_isFull() {
    assertThat(take(HERE, 9, NOW)).isEqualTo(3);
    assertThat(take(THERE, 9, NOW)).isEqualTo(3);
  }

  @Test
  void take_nothing_changesNothing() {
    assertThat(take(HERE, 0, NOW)).isZero();
    assertThat(take(HERE, 9, NOW)).isEqualTo(3);
  }

  @Test
  void take_atTheTimeOfTheNext_isGrantedWithinAMicrosecond() {
    RateLimit.Taken all = budgets().take(HERE, 3, NOW);

    assertThat(take(HERE, 1, all.nextAt().minusNanos(1000))).isZero();
    assertThat(take(HERE, 1, all.nextAt().plusNanos(1000))).isEqualTo(1);
  }

  @Test
  void take_overAMinute_neverGrantsMoreThanTheRate() {
    int granted = 0;
    for (int millis = 0; millis <= 60_000; millis += 100) {
      granted += take(HERE, 9, NOW.plusMillis(millis));
    }
    assertThat(granted).isBetween(181, 183);
  }

  @Test
  void take_manyAtOnce_isGrantedAsOftenAsByOneAfterTheOther() throws Exception {
    List<Callable<Integer>> takers = new ArrayList<>();
    for (int taker = 0; taker < 12; taker++) {
      takers.add(() -> take(HERE, 1, NOW));
    }
    int granted = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> taken : threads.invokeAll(takers)) {
        granted += taken.get();
      }
    }
    assertThat(granted).isEqualTo(3);
  }

  @Test
  void take_tokensOfAnEarlierBurst_comeBackWithTime() {
    assertThat(take(HERE, 9, NOW)).isEqualTo(3);
    assertThat(take(HERE, 9, NOW.plus(Duration.ofMinutes(1)))).isEqualTo(3);
  }
}
