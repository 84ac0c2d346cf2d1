package dev.tocsin.engine.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import java.util.HashMap;
import java.util.Map;

/**
 * The RE2 expressions of the matchers of one rule set, or of one request: each different one is
 * compiled once, and all together stay within a limit. An expression is compiled as it stands, so
 * that unbalanced parentheses are found; {@link Pattern#matches(String)} anchors it at both ends.
 * Not safe for use by several threads.
 */
public final class LabelRegexes {
  private static final int MAX_LENGTH = 1_024;
  private static final int MAX_INSTRUCTIONS = 10_000;

  /** As RE2: {@code (a{100}){11}} is too much. The library itself looks at single counts only. */
  private static final int MAX_REPEATS = 1_000;

  private static final Pattern NOT_COMPILED = Pattern.compile("");

  private final Limit limit;
  private final int most;
  private final LimitHits hits;
  private final Map<String, Pattern> compiled = new HashMap<>();
  private long instructions;

  private LabelRegexes(Limit limit, Limits limits, LimitHits hits) {
    this.limit = limit;
    this.most = limits.of(limit);
    this.hits = hits;
  }

  /** Those of a rule set. */
  public static LabelRegexes ofRules(Limits limits, LimitHits hits) {
    return new LabelRegexes(Limit.RULE_REGEX_INSTRUCTIONS, limits, hits);
  }

  /** Those of the filters of a query. */
  public static LabelRegexes ofQuery(Limits limits, LimitHits hits) {
    return new LabelRegexes(Limit.QUERY_REGEX_INSTRUCTIONS, limits, hits);
  }

  /**
   * Compiles an expression. Throws {@link IllegalArgumentException} with what is wrong, to stand
   * behind a subject. The expression that exceeds the limit is refused; those after it are neither
   * compiled nor refused, since what they belong to is refused already.
   */
  Pattern compile(String expression) {
    if (instructions > most) {
      return NOT_COMPILED;
    }
    Pattern known = compiled.get(expression);
    if (known != null) {
      return known;
    }
    instructions += checkedSize(expression);
    if (instructions > most) {
      hits.hit(limit);
      throw new IllegalArgumentException(
          "has a regular expression with which all of them together have %d instructions, more than the %d of the limit %s: use fewer, or simpler ones"
              .formatted(instructions, most, limit.code()));
    }
    Pattern pattern = compiledAlone(expression);
    compiled.put(expression, pattern);
    return pattern;
  }

  private static long checkedSize(String expression) {
    if (expression.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "has a regular expression of more than " + MAX_LENGTH + " characters");
    }
    RegexSize size = RegexSize.of(expression);
    if (size.repeats() > MAX_REPEATS) {
      throw new IllegalArgumentException(
          "has a regular expression that repeats more than %d times: \"%s\""
              .formatted(MAX_REPEATS, expression));
    }
    if (size.instructions() > MAX_INSTRUCTIONS) {
      throw new IllegalArgumentException(
          "has a regular expression that is too large: \"%s\" has some %d instructions, more than %d"
              .formatted(expression, size.instructions(), MAX_INSTRUCTIONS));
    }
    return size.instructions();
  }

  private static Pattern compiledAlone(String expression) {
    try {
      return Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "has a regular expression that RE2 does not take: %s in \"%s\""
              .formatted(reason(e), expression),
          e);
    }
  }

  private static String reason(PatternSyntaxException e) {
    return e.getDescription().startsWith("regexp/syntax: internal error")
        ? "unbalanced parentheses"
        : e.getDescription();
  }
}
