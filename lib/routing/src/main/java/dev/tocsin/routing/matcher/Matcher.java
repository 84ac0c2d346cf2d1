package dev.tocsin.routing.matcher;

import com.google.re2j.Pattern;
import dev.tocsin.core.label.Labels;
import java.util.Objects;
import java.util.Optional;

/**
 * A condition on one label. A label that is not there has the empty value. Regular expressions are
 * RE2's, which run in linear time, and match the whole value; a dot is no line feed.
 */
public final class Matcher {
  private final String name;
  private final MatchOperator operator;
  private final String value;
  private final Optional<Pattern> pattern;

  private Matcher(String name, MatchOperator operator, String value, Optional<Pattern> pattern) {
    this.name = name;
    this.operator = operator;
    this.value = value;
    this.pattern = pattern;
  }

  /** Throws {@link MatcherSyntaxException} for a bad regular expression. */
  public static Matcher of(String name, MatchOperator operator, String value) {
    Optional<Pattern> pattern =
        operator.isRegex() ? Optional.of(BoundedRegex.compile(value)) : Optional.empty();
    return new Matcher(name, operator, value, pattern);
  }

  public String name() {
    return name;
  }

  public MatchOperator operator() {
    return operator;
  }

  public String value() {
    return value;
  }

  public boolean matches(Labels labels) {
    return matches(labels.get(name));
  }

  public boolean matches(String text) {
    boolean positive = pattern.isPresent() ? pattern.get().matches(text) : value.equals(text);
    return positive != operator.isNegative();
  }

  /**
   * Whether it asks for nothing: a positive condition that an absent label fulfils. A negative one
   * always counts as asking for something, as in Alertmanager.
   */
  public boolean matchesEmpty() {
    return !operator.isNegative() && matches("");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Matcher matcher
        && name.equals(matcher.name)
        && operator == matcher.operator
        && value.equals(matcher.value);
  }

  @Override
  public int hashCode() {
    return Objects.hash(name, operator, value);
  }

  /** As Alertmanager writes it; a name is quoted only where the UTF-8 syntax needs it. */
  @Override
  public String toString() {
    if (name.codePoints().anyMatch(Utf8Lexer::isReserved)) {
      return GoString.quote(name) + operator.symbol() + GoString.quote(value);
    }
    return name + operator.symbol() + '"' + escaped(value) + '"';
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
  }
}
