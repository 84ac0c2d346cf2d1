package dev.tocsin.engine.rule;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import java.time.Duration;

/**
 * Reads {@code forget_after}: after which silence a key is dropped that is evaluated without
 * samples.
 */
public final class ForgetAfter {
  public static final Duration DEFAULT = Duration.ofHours(24);

  private ForgetAfter() {}

  public static Duration read(Fields fields) {
    return fields.optional("forget_after", Shape.positiveDuration(), DEFAULT);
  }

  /** A problem when it is not longer than the time that another field says. */
  public static void refuseUnlessLonger(
      Fields fields, Duration forgetAfter, String field, Duration time) {
    if (forgetAfter.compareTo(time) > 0) {
      return;
    }
    if (fields.has("forget_after")) {
      fields.problem(
          "forget_after",
          "forget_after must be longer than %s, which is %s"
              .formatted(field, DurationText.of(time)));
    } else {
      fields.problem(
          field, field + " must be shorter than forget_after, which is 24h when it is not said");
    }
  }
}
