package dev.tocsin.engine.explanation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.alert.DedupKey;
import dev.tocsin.engine.alert.LifeCycle;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.alert.Step;
import dev.tocsin.engine.rule.ActiveHours;
import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Timing;
import dev.tocsin.engine.rule.Timing.OnNoData;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** What is explained is what the life cycle does next. */
class ExplanationTest {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");

  private final Map<Because, Integer> seen = new EnumMap<>(Because.class);

  @Test
  void of_randomLives_foretellsWhatResultsDo() {
    for (int seed = 1; seed <= 300; seed++) {
      play(RandomGeneratorFactory.of("L64X128MixRandom").create(seed));
    }
    assertThat(seen.keySet())
        .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(Because.INACTIVE)));
  }

  private void play(RandomGenerator random) {
    Timing timing =
        new Timing(
            Duration.ofSeconds(random.nextInt(120)),
            Duration.ofSeconds(random.nextInt(2) * (long) random.nextInt(90)),
            Duration.ofSeconds(random.nextInt(4) == 0 ? 0 : random.nextInt(300)),
            Duration.ofSeconds(random.nextInt(4) == 0 ? 0 : random.nextInt(300)),
            Patience.of(Duration.ofMinutes(5)),
            OnNoData.RESOLVE);
    AlertKeyState key = AlertKeyState.NONE;
    Instant now = T;
    boolean holds = true;
    for (int at = 0; at < 60; at++) {
      now = now.plusSeconds(random.nextInt(1, 40));
      holds = random.nextInt(5) == 0 ? !holds : holds;
      key = evaluate(key, timing, holds, now).state();
      check(key, timing, now);
    }
  }

  private void check(AlertKeyState key, Timing timing, Instant now) {
    Explanation why = Explanation.of(key, timing, now);
    seen.merge(why.because(), 1, Integer::sum);
    switch (why.because()) {
      case DURATION_NOT_MET, COOLING_DOWN -> {
        Instant until = why.until().orElseThrow();
        assertThat(until).isAfter(now);
        assertThat(evaluate(key, timing, true, until.minusMillis(1)).state().phase())
            .isEqualTo(Phase.PENDING);
        assertThat(evaluate(key, timing, true, until).state().phase()).isEqualTo(Phase.FIRING);
      }
      case KEPT_FIRING -> {
        Instant until = why.until().orElseThrow();
        assertThat(evaluate(key, timing, false, until.minusMillis(1)).state().phase())
            .isEqualTo(Phase.FIRING);
        assertThat(evaluate(key, timing, false, until).state().phase()).isEqualTo(Phase.RESOLVED);
      }
      case CONDITION_MET -> assertThat(key.phase()).isEqualTo(Phase.FIRING);
      case RESOLVED -> assertThat(key.phase()).isEqualTo(Phase.RESOLVED);
      case CONDITION_NOT_MET, INACTIVE -> assertThat(key.phase()).isEqualTo(Phase.NONE);
    }
    why.cooldownUntil()
        .ifPresent(end -> {
          assertThat(end).isAfter(now);
          assertThat(evaluate(key, timing, true, end.minusMillis(1)).transitions())
              .noneMatch(transition -> transition.reason() == Reason.DURATION_MET);
        });
    if (key.phase() == Phase.FIRING) {
      Instant repeat = why.repeatAt().orElse(now.plus(Duration.ofDays(9)));
      assertThat(evaluate(key, timing, true, repeat.minusMillis(1)).transitions()).isEmpty();
      assertThat(evaluate(key, timing, true, repeat).transitions())
          .hasSize(why.repeatAt().isPresent() ? 1 : 0);
    } else {
      assertThat(why.repeatAt()).isEmpty();
    }
  }

  private static Step evaluate(AlertKeyState key, Timing timing, boolean holds, Instant at) {
    return LifeCycle.evaluate(
        key, timing, ConditionResult.of(holds, holds ? 1 : 0), at, fired -> new DedupKey("key"));
  }

  @Test
  void of_aPendingKey_saysWhatItWaitsFor() {
    Timing timing =
        new Timing(
            Duration.ofMinutes(5),
            Duration.ZERO,
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Patience.of(Duration.ofMinutes(5)),
            OnNoData.RESOLVE);
    AlertKeyState begun = evaluate(AlertKeyState.NONE, timing, true, T).state();
    AlertKeyState later = evaluate(begun, timing, true, T.plusSeconds(90)).state();

    assertThat(Explanation.of(later, timing, T.plusSeconds(90)).text())
        .isEqualTo(
            "Pending since 2026-11-21T10:00:00.000Z: its condition has held for 1m30s of 5m; it fires if the condition holds at 2026-11-21T10:05:00.000Z or later without a break.");
  }

  @Test
  void of_aFiringKey_saysWhenItIsRepeated() {
    Duration cooldown = Duration.ofMinutes(5);
    AlertKeyState key = evaluate(AlertKeyState.NONE, firing(cooldown, cooldown), true, T).state();

    assertThat(Explanation.of(key, firing(cooldown, Duration.ofHours(1)), T).text())
        .isEqualTo(
            "Firing: its condition has held since 2026-11-21T10:00:00.000Z, last at 2026-11-21T10:00:00.000Z. It fires again if the condition still holds at 2026-11-21T11:00:00.000Z or later.");
    assertThat(Explanation.of(key, firing(cooldown, Duration.ZERO), T).text())
        .endsWith("It is not repeated.");
  }

  @Test
  void of_anyKeyOutsideOfTheActiveHours_saysSo() {
    Timing timing = activeOn(DayOfWeek.SATURDAY);
    AlertKeyState firing = evaluate(AlertKeyState.NONE, timing, true, T).state();
    Instant sunday = T.plus(Duration.ofDays(1));

    Explanation none = Explanation.of(AlertKeyState.NONE, timing, sunday);
    assertThat(none.because()).isEqualTo(Because.INACTIVE);
    assertThat(none.text()).isEqualTo("Not firing: it is outside of the rule's active hours.");
    assertThat(Explanation.of(AlertKeyState.NONE, timing, T).because())
        .isEqualTo(Because.CONDITION_NOT_MET);
    assertThat(Explanation.of(firing, timing, sunday).text())
        .startsWith("Firing: ")
        .endsWith(
            " It is outside of the rule's active hours: a true result counts as false there.");
    assertThat(Explanation.of(firing, timing, T).text()).doesNotContain("hours");
  }

  private static Timing activeOn(DayOfWeek day) {
    return new Timing(
        Duration.ZERO,
        Duration.ZERO,
        Duration.ofMinutes(5),
        Duration.ZERO,
        Patience.of(Duration.ofMinutes(5)),
        OnNoData.RESOLVE,
        new ActiveHours(List.of(), List.of(day), ActiveHours.DEFAULT_LOCATION));
  }

  private static Timing firing(Duration cooldown, Duration repeatInterval) {
    return new Timing(
        Duration.ZERO,
        Duration.ZERO,
        cooldown,
        repeatInterval,
        Patience.of(Duration.ofMinutes(5)),
        OnNoData.RESOLVE);
  }
}
