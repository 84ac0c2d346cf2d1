package dev.tocsin.engine.rule;

import dev.tocsin.core.unit.Unit;
import dev.tocsin.core.yaml.NumberText;
import java.util.List;
import java.util.Optional;

/**
 * What must be true of a key for its rule to hold. Its kinds say when it is evaluated: {@link
 * InstantCondition} and {@link PastCondition} at each sample, {@link ScheduledCondition} on the
 * schedule. A condition is a record, so that its text distinguishes it from any other; the life
 * cycle does not know conditions.
 */
public interface Condition {
  /** The metrics whose samples count; the first names the rule's alerts. */
  List<String> metrics();

  /** How what is evaluated is compared with the threshold: {@code >}. */
  String operator();

  /** What is compared with. */
  double threshold();

  /**
   * What the value of a firing key is compared with instead, by the same operator; none where that
   * is the threshold too.
   */
  default Optional<Double> resolveThreshold() {
    return Optional.empty();
  }

  /** The values that can be compared with the threshold. */
  default ValueRange range() {
    return ValueRange.any("a value");
  }

  /** The unit of what is compared, and of the threshold. */
  default Unit unit() {
    return Unit.NONE;
  }

  /**
   * What was compared, with what, as people write it: {@code 91.5 % (threshold: > 80 %)}, or {@code
   * 75 % (threshold: > 80 %, while firing > 70 %)}.
   */
  default String shown(double value) {
    String whileFiring =
        resolveThreshold()
            .map(limit -> ", while firing %s %s".formatted(operator(), unit().limit(limit, value)))
            .orElse("");
    return "%s (threshold: %s %s%s)"
        .formatted(
            unit().text(value, threshold()),
            operator(),
            unit().limit(threshold(), value),
            whileFiring);
  }

  /** Whether a value that was compared holds against the threshold. */
  default boolean meets(double value) {
    return Operator.of(operator()).orElseThrow().holds(value, threshold());
  }

  /**
   * The condition as people read it, in the manner of PromQL: {@code cpu{env="prod"} > 80}.
   *
   * @param selector what stands behind the name of a metric, in braces; may be empty
   */
  default String text(String selector) {
    return compared(metrics().getFirst() + selector);
  }

  /** What is compared, with what: {@code cpu > 80}. */
  default String compared(String what) {
    return what + " " + operator() + " " + NumberText.of(threshold());
  }

  /**
   * What makes this another condition when it changes: all but thresholds, objective, times and
   * limits.
   */
  List<String> identity();
}
