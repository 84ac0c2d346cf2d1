package dev.tocsin.promql.rules;

import dev.tocsin.engine.rule.Operator;
import java.util.Map;

/** How what stands on the left of an alert's comparison is compared with a number. */
record Comparison(Operator operator, double limit) {
  Comparison {
    if (!Double.isFinite(limit)) {
      throw new Untranslatable("compares with " + limit + ": a threshold is a finite number");
    }
  }

  /** The comparison when the number stands on the left: {@code 5 < m}. */
  static Comparison mirrored(Operator operator, double limit) {
    Operator mirrored =
        switch (operator) {
          case GREATER -> Operator.LESS;
          case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
          case LESS -> Operator.GREATER;
          case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
          case EQUAL, NOT_EQUAL -> operator;
        };
    return new Comparison(mirrored, limit);
  }

  boolean isEquality() {
    return operator == Operator.EQUAL || operator == Operator.NOT_EQUAL;
  }

  /** Its fields, after what else a rule says first. Returns the same map. */
  Map<String, Object> putInto(Map<String, Object> fields) {
    fields.put("operator", operator.symbol());
    fields.put("threshold", limit);
    return fields;
  }
}
