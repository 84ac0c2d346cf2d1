package dev.tocsin.engine.rule;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.NumberText;
import dev.tocsin.core.yaml.Shape;
import java.util.Optional;

/** Reads {@code resolve_threshold}: what the value of a firing key is compared with. */
public final class ResolveThreshold {
  private static final String FIELD = "resolve_threshold";

  private ResolveThreshold() {}

  /**
   * What the field says. A problem where there is nothing between it and the threshold: a value
   * that meets the threshold must meet it too.
   *
   * @param operator none when its field has a problem
   * @param threshold likewise
   */
  public static Optional<Double> read(
      Fields fields, Optional<Operator> operator, Optional<Double> threshold) {
    Optional<Double> read = fields.optional(FIELD, Shape.number());
    if (read.isPresent() && operator.isPresent() && threshold.isPresent()) {
      check(fields, operator.get(), threshold.get(), read.get());
    }
    return read;
  }

  private static void check(Fields fields, Operator operator, double threshold, double read) {
    switch (operator) {
      case GREATER, GREATER_OR_EQUAL -> {
        if (read > threshold) {
          refuse(fields, operator, "at most", threshold, read);
        }
      }
      case LESS, LESS_OR_EQUAL -> {
        if (read < threshold) {
          refuse(fields, operator, "at least", threshold, read);
        }
      }
      case EQUAL, NOT_EQUAL ->
          fields.problem(
              FIELD, FIELD + " is for the operators >, >=, < and <=, not for " + operator.symbol());
    }
  }

  private static void refuse(
      Fields fields, Operator operator, String bound, double threshold, double read) {
    fields.problem(
        FIELD,
        "%s must be %s threshold with the operator %s, which is %s, not %s"
            .formatted(
                FIELD, bound, operator.symbol(), NumberText.of(threshold), NumberText.of(read)));
  }
}
