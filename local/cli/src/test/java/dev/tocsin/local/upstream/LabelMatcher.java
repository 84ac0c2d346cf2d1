package dev.tocsin.local.upstream;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Map;

/** A condition on one label; a label that is absent has the empty value. */
record LabelMatcher(String name, Operator operator, String value) {
  /** How the value of a label is compared. */
  enum Operator {
    EQUAL("="),
    NOT_EQUAL("!="),
    MATCHES("=~"),
    NOT_MATCHES("!~");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    boolean isEqual() {
      return this == EQUAL || this == MATCHES;
    }

    boolean isRegex() {
      return this == MATCHES || this == NOT_MATCHES;
    }
  }

  static boolean all(List<LabelMatcher> matchers, Map<String, String> labels) {
    return matchers.stream().allMatch(matcher -> matcher.matches(labels));
  }

  boolean matches(Map<String, String> labels) {
    String present = labels.getOrDefault(name, "");
    boolean same = operator.isRegex() ? Pattern.matches(value, present) : value.equals(present);
    return same == operator.isEqual();
  }

  /** As the list {@code matchers} of a configuration has it, and a filter of the API. */
  String text() {
    return name + operator.sign + '"' + value + '"';
  }

  /** As a silence has it. */
  Map<String, Object> json() {
    return Map.of(
        "name", name, "value", value, "isRegex", operator.isRegex(), "isEqual", operator.isEqual());
  }
}
