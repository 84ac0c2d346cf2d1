package dev.tocsin.engine.alert;

import dev.tocsin.engine.rule.ConditionResult;
import dev.tocsin.engine.rule.Timing;
import dev.tocsin.engine.rule.Timing.OnNoData;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The life cycle of a key (docs/rules.md, "Life cycle"): what a result, the passing of time, or the
 * end of its rule makes of it. Knows nothing of conditions.
 */
public final class LifeCycle {
  /** Least time for which a resolved key is remembered. */
  private static final Duration LEAST_REST = Duration.ofMinutes(15);

  private LifeCycle() {}

  /**
   * Rules 1 to 5: a result at {@code at}.
   *
   * @param dedupKey the dedup key of a firing at a time
   */
  public static Step evaluate(
      AlertKeyState key,
      Timing timing,
      ConditionResult result,
      Instant at,
      Function<Instant, DedupKey> dedupKey) {
    if (result.isNone()) {
      return Step.stay(key);
    }
    double value = result.value();
    boolean holds = holds(key.phase(), timing, result, at);
    Reason end = isMet(key.phase(), result) ? Reason.INACTIVE : Reason.CONDITION_CLEARED;
    AlertKeyState seen = key.alive() ? key.withResult(at) : key;
    return switch (key.phase()) {
      case NONE, RESOLVED -> holds ? begin(key, timing, value, at, dedupKey) : Step.stay(key);
      case PENDING ->
          holds
              ? fireWhenDue(seen.withTrue(at), timing, value, at, dedupKey, List.of())
              : clear(key, value, at, end);
      case FIRING ->
          holds
              ? refireWhenDue(seen.withTrue(at), timing, value, at)
              : clearWhenKeptLongEnough(seen, timing, value, at, end);
    };
  }

  /** Whether the condition is met for a key in this phase, at a time when the rule is active. */
  public static boolean holds(Phase phase, Timing timing, ConditionResult result, Instant at) {
    return isMet(phase, result) && timing.active().contains(at);
  }

  private static boolean isMet(Phase phase, ConditionResult result) {
    return phase == Phase.FIRING ? result.holdsWhileFiring() : result.holds();
  }

  /**
   * Rules 6 and 9: evaluates the evaluation times after {@code evaluatedUntil} that lie before
   * {@code watermark}. All of them are looked at; only those at which something happens are
   * visited.
   *
   * @param step the interval of the rule's group
   */
  public static Step passTime(
      AlertKeyState key, Timing timing, Duration step, Instant evaluatedUntil, Instant watermark) {
    List<Transition> transitions = new ArrayList<>(1);
    AlertKeyState now = key;
    for (Optional<Instant> due = due(now, timing, step, evaluatedUntil);
        due.isPresent() && due.get().isBefore(watermark);
        due = due(now, timing, step, evaluatedUntil)) {
      Instant evaluationTime = due.get();
      if (now.phase() == Phase.RESOLVED) {
        now = AlertKeyState.NONE;
      } else {
        transitions.add(
            new Transition(
                now.phase(),
                Phase.RESOLVED,
                Reason.NO_DATA,
                evaluationTime,
                null,
                now.lastResult(),
                now.lastFiring()));
        now = withoutData(now, evaluationTime);
      }
    }
    return new Step(now, transitions);
  }

  /**
   * The first evaluation time after {@code evaluatedUntil} at which the passing of time alone
   * changes the key; none when it never does.
   */
  public static Optional<Instant> due(
      AlertKeyState key, Timing timing, Duration step, Instant evaluatedUntil) {
    return changes(key, timing)
        .map(time -> EvaluationSchedule.atOrAfter(time, step, evaluatedUntil));
  }

  /** When the passing of time alone changes the key, were it looked at without a schedule. */
  private static Optional<Instant> changes(AlertKeyState key, Timing timing) {
    return switch (key.phase()) {
      case NONE -> Optional.empty();
      case PENDING -> Optional.of(staleAt(key, timing));
      case FIRING ->
          timing.onNoData() == OnNoData.KEEP
              ? Optional.empty()
              : Optional.of(
                  later(staleAt(key, timing), key.lastTrue().plus(timing.keepFiringFor())));
      case RESOLVED ->
          Optional.of(key.lastTransition().plus(longer(timing.cooldown(), LEAST_REST)));
    };
  }

  /** Rule 7: the rule is gone or has become another one. The key is forgotten. */
  public static Step end(AlertKeyState key, Reason reason, Instant watermark) {
    if (key.phase() != Phase.FIRING) {
      return Step.stay(AlertKeyState.NONE);
    }
    return new Step(
        AlertKeyState.NONE,
        List.of(
            new Transition(
                Phase.FIRING, Phase.RESOLVED, reason, watermark, null, key.lastFiring())));
  }

  /**
   * The key was silent for so long that it is forgotten.
   *
   * @param silent for how long, in seconds
   */
  public static Step forget(AlertKeyState key, Instant at, double silent) {
    if (!key.alive()) {
      return Step.stay(AlertKeyState.NONE);
    }
    return new Step(
        AlertKeyState.NONE,
        List.of(
            new Transition(
                key.phase(), Phase.RESOLVED, Reason.FORGOTTEN, at, silent, key.lastFiring())));
  }

  private static Step begin(
      AlertKeyState key,
      Timing timing,
      double value,
      Instant at,
      Function<Instant, DedupKey> dedupKey) {
    AlertKeyState seen = key.withResult(at);
    AlertKeyState pending =
        new AlertKeyState(
            Phase.PENDING, at, at, seen.lastResult(), seen.resultGap(), at, key.lastFiring());
    Transition begun =
        new Transition(
            key.phase(),
            Phase.PENDING,
            Reason.CONDITION_MET,
            at,
            value,
            key.endedWithoutData() ? key.lastResult() : null,
            key.lastFiring());
    return fireWhenDue(pending, timing, value, at, dedupKey, List.of(begun));
  }

  private static Step fireWhenDue(
      AlertKeyState key,
      Timing timing,
      double value,
      Instant at,
      Function<Instant, DedupKey> dedupKey,
      List<Transition> before) {
    boolean tooEarly = key.since().plus(timing.duration()).isAfter(at);
    if (tooEarly || firedWithin(timing.cooldown(), key, at)) {
      return new Step(key, before);
    }
    DedupKey now = dedupKey.apply(at);
    int fireCount =
        key.lastFiring()
            .filter(last -> last.dedupKey().equals(now))
            .map(last -> last.fireCount() + 1)
            .orElse(1);
    Optional<AlertKeyState.Firing> firing =
        Optional.of(new AlertKeyState.Firing(at, fireCount, now));
    List<Transition> transitions = new ArrayList<>(before);
    transitions.add(
        new Transition(Phase.PENDING, Phase.FIRING, Reason.DURATION_MET, at, value, firing));
    return new Step(fires(key, at, firing), transitions);
  }

  private static Step refireWhenDue(AlertKeyState key, Timing timing, double value, Instant at) {
    if (timing.repeatInterval().isZero() || firedWithin(timing.repeatInterval(), key, at)) {
      return Step.stay(key);
    }
    Optional<AlertKeyState.Firing> firing =
        key.lastFiring()
            .map(last -> new AlertKeyState.Firing(at, last.fireCount() + 1, last.dedupKey()));
    return new Step(
        fires(key, at, firing),
        List.of(new Transition(Phase.FIRING, Phase.FIRING, Reason.REFIRED, at, value, firing)));
  }

  private static Step clearWhenKeptLongEnough(
      AlertKeyState key, Timing timing, double value, Instant at, Reason end) {
    if (key.lastTrue().plus(timing.keepFiringFor()).isAfter(at)) {
      return Step.stay(key);
    }
    return clear(key, value, at, end);
  }

  private static Step clear(AlertKeyState key, double value, Instant at, Reason end) {
    Transition cleared =
        new Transition(key.phase(), Phase.RESOLVED, end, at, value, key.lastFiring());
    return new Step(
        new AlertKeyState(
            Phase.RESOLVED, at, at, AlertKeyState.NO_RESULT, Duration.ZERO, at, key.lastFiring()),
        List.of(cleared));
  }

  private static AlertKeyState fires(
      AlertKeyState key, Instant at, Optional<AlertKeyState.Firing> firing) {
    return new AlertKeyState(
        Phase.FIRING, key.since(), key.lastTrue(), key.lastResult(), key.resultGap(), at, firing);
  }

  /** When samples come back, how rarely they come is still known. */
  private static AlertKeyState withoutData(AlertKeyState key, Instant at) {
    return new AlertKeyState(
        Phase.RESOLVED, at, at, key.lastResult(), key.resultGap(), at, key.lastFiring());
  }

  private static boolean firedWithin(Duration time, AlertKeyState key, Instant at) {
    return key.lastFiring().map(last -> last.at().plus(time).isAfter(at)).orElse(false);
  }

  private static Instant staleAt(AlertKeyState key, Timing timing) {
    return key.lastResult().plus(timing.patience().with(key.resultGap()));
  }

  private static Instant later(Instant first, Instant second) {
    return first.isAfter(second) ? first : second;
  }

  private static Duration longer(Duration first, Duration second) {
    return first.compareTo(second) >= 0 ? first : second;
  }
}
