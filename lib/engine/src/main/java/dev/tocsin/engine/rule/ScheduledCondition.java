package dev.tocsin.engine.rule;

import dev.tocsin.core.label.Labels;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** A condition that is evaluated on a schedule, over samples of a stretch of time. */
public interface ScheduledCondition extends Condition {
  /**
   * The step of the rule's schedule (docs/rules.md, "Evaluation schedule").
   *
   * @param interval that of the rule's group
   */
  Duration step(Duration interval);

  /** The step of the evaluation schedule of a rule that has such a condition. */
  static Duration stepOf(Rule rule) {
    return ((ScheduledCondition) rule.condition()).step(rule.group().interval());
  }

  /** The shortest window whose samples are evaluated; none where no window is. */
  default Optional<Duration> shortestWindow() {
    return Optional.empty();
  }

  /** The longest time whose samples matter at an evaluation time. */
  Duration longestWindow();

  /** Whether the difference between a sample and the one before it in its series matters. */
  default boolean comparesConsecutive() {
    return false;
  }

  /** Whether a counter that is known to have begun after the sample before counts from 0. */
  default boolean countsFromStart() {
    return false;
  }

  /** What is known of a key before its first sample. */
  WindowState unknown(Duration interval);

  /**
   * Whether a key is evaluated, and counts towards the rule's limit, for as long as it is known.
   */
  default boolean countsWhileKnown() {
    return false;
  }

  /** The labels of keys that are known from the start. */
  default Collection<Labels> expected() {
    return List.of();
  }
}
