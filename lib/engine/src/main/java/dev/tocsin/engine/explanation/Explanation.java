package dev.tocsin.engine.explanation;

import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.engine.alert.AlertKeyState;
import dev.tocsin.engine.rule.Timing;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Why a key is firing or not (docs/rules.md, "Life cycle"). All times are event times.
 *
 * @param until what {@code because} lasts to: from then on a result changes it, true for a pending
 *     key, false for one that is kept firing; none where any result may
 * @param cooldownUntil before it the key does not fire anew; none when it may
 * @param repeatAt from when on a true result repeats a firing key; none when it is not repeated
 * @param text one sentence or two
 */
public record Explanation(
    Because because,
    Optional<Instant> until,
    Optional<Instant> cooldownUntil,
    Optional<Instant> repeatAt,
    String text) {

  /**
   * Explains a key.
   *
   * @param now up to which event time all is known
   */
  public static Explanation of(AlertKeyState key, Timing timing, Instant now) {
    Optional<Instant> cooldown =
        key.lastFiring()
            .map(last -> last.at().plus(timing.cooldown()))
            .filter(end -> end.isAfter(now) && !timing.cooldown().isZero());
    boolean isActive = timing.active().contains(now);
    return switch (key.phase()) {
      case NONE ->
          new Explanation(
              isActive ? Because.CONDITION_NOT_MET : Because.INACTIVE,
              Optional.empty(),
              cooldown,
              Optional.empty(),
              isActive
                  ? "Not firing: its condition did not hold when it was last evaluated."
                  : "Not firing: it is outside of the rule's active hours.");
      case PENDING -> pending(key, timing, cooldown).with(isActive);
      case FIRING -> firing(key, timing, cooldown).with(isActive);
      case RESOLVED ->
          new Explanation(
              Because.RESOLVED,
              Optional.empty(),
              cooldown,
              Optional.empty(),
              "Not firing: it was resolved at %s.%s"
                  .formatted(at(key.lastTransition()), noFiringBefore(cooldown)));
    };
  }

  /** The same, with a sentence where it is outside of the rule's active hours. */
  private Explanation with(boolean isActive) {
    return isActive
        ? this
        : new Explanation(
            because,
            until,
            cooldownUntil,
            repeatAt,
            text
                + " It is outside of the rule's active hours: a true result counts as false there.");
  }

  private static Explanation pending(AlertKeyState key, Timing timing, Optional<Instant> cooldown) {
    Instant heldLongEnough = key.since().plus(timing.duration());
    Optional<Instant> cooled = key.lastFiring().map(last -> last.at().plus(timing.cooldown()));
    if (cooled.filter(heldLongEnough::isBefore).isPresent()) {
      return new Explanation(
          Because.COOLING_DOWN,
          cooled,
          cooldown,
          Optional.empty(),
          "Pending since %s: it fired at %s and does so again after a cooldown of %s at the earliest, at %s."
              .formatted(
                  at(key.since()),
                  key.lastFiring().map(last -> at(last.at())).orElse(""),
                  DurationText.of(timing.cooldown()),
                  cooled.map(Explanation::at).orElse("")));
    }
    return new Explanation(
        Because.DURATION_NOT_MET,
        Optional.of(heldLongEnough),
        cooldown,
        Optional.empty(),
        "Pending since %s: its condition has held for %s of %s; it fires if the condition holds at %s or later without a break."
            .formatted(
                at(key.since()),
                DurationText.of(Duration.between(key.since(), key.lastTrue())),
                DurationText.of(timing.duration()),
                at(heldLongEnough)));
  }

  private static Explanation firing(AlertKeyState key, Timing timing, Optional<Instant> cooldown) {
    Optional<Instant> repeatAt =
        key.lastFiring()
            .filter(last -> !timing.repeatInterval().isZero())
            .map(last -> last.at().plus(timing.repeatInterval()));
    if (key.lastResult().isAfter(key.lastTrue())) {
      Instant kept = key.lastTrue().plus(timing.keepFiringFor());
      return new Explanation(
          Because.KEPT_FIRING,
          Optional.of(kept),
          cooldown,
          repeatAt,
          "Firing: its condition last held at %s, not at %s any more; it is kept firing for %s, to %s."
              .formatted(
                  at(key.lastTrue()),
                  at(key.lastResult()),
                  DurationText.of(timing.keepFiringFor()),
                  at(kept)));
    }
    return new Explanation(
        Because.CONDITION_MET,
        Optional.empty(),
        cooldown,
        repeatAt,
        "Firing: its condition has held since %s, last at %s. %s"
            .formatted(at(key.since()), at(key.lastTrue()), repetition(repeatAt)));
  }

  private static String repetition(Optional<Instant> repeatAt) {
    return repeatAt
        .map(time -> "It fires again if the condition still holds at " + at(time) + " or later.")
        .orElse("It is not repeated.");
  }

  private static String noFiringBefore(Optional<Instant> cooldown) {
    return cooldown
        .map(end -> " It cools down and does not fire before " + at(end) + ".")
        .orElse("");
  }

  private static String at(Instant time) {
    return Rfc3339.format(time);
  }
}
