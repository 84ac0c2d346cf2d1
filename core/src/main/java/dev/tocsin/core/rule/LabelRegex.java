package dev.tocsin.core.rule;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Compiles the RE2 expression of a matcher within limits. The expression is compiled as it stands,
 * so that unbalanced parentheses are found; {@link Pattern#matches(String)} anchors it at both
 * ends.
 */
final class LabelRegex {
  private static final int MAX_LENGTH = 1_024;
  private static final int MAX_PROGRAM = 10_000;

  /** As RE2: {@code (a{100}){11}} is too much. The library itself looks at single counts only. */
  private static final int MAX_REPEATS = 1_000;

  private LabelRegex() {}

  /** Throws {@link IllegalArgumentException} with what is wrong, to stand behind a subject. */
  static Pattern compile(String expression) {
    String shown = '"' + expression + '"';
    if (expression.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "has a regular expression of more than " + MAX_LENGTH + " characters");
    }
    if (nestedRepeats(expression) > MAX_REPEATS) {
      throw new IllegalArgumentException(
          "has a regular expression that repeats more than " + MAX_REPEATS + " times: " + shown);
    }
    try {
      Pattern pattern = Pattern.compile(expression);
      if (pattern.programSize() > MAX_PROGRAM) {
        throw new IllegalArgumentException("has a regular expression that is too large: " + shown);
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "has a regular expression that RE2 does not take: " + reason(e) + " in " + shown, e);
    }
  }

  private static String reason(PatternSyntaxException e) {
    return e.getDescription().startsWith("regexp/syntax: internal error")
        ? "unbalanced parentheses"
        : e.getDescription();
  }

  /** The largest product of counts {@code {n,m}} around each other. */
  private static long nestedRepeats(String expression) {
    Deque<Long> outer = new ArrayDeque<>();
    long most = 1;
    long last = 1;
    int at = 0;
    while (at < expression.length()) {
      char c = expression.charAt(at);
      switch (c) {
        case '(' -> {
          outer.push(most);
          most = 1;
        }
        case ')' -> {
          last = most;
          most = outer.isEmpty() ? most : Math.max(outer.pop(), most);
        }
        case '{' -> {
          last = Math.min(last * count(expression, at), Integer.MAX_VALUE);
          most = Math.max(most, last);
          at = Math.max(at, expression.indexOf('}', at));
        }
        case '[' -> {
          last = 1;
          at = endOfClass(expression, at);
        }
        default -> {
          last = "*+?".indexOf(c) >= 0 ? last : 1;
          at += c == '\\' ? 1 : 0;
        }
      }
      at++;
    }
    return most;
  }

  /** The larger count of a repetition; 1 where the brace is none. */
  private static long count(String expression, int brace) {
    long most = 1;
    long number = 0;
    for (int at = brace + 1; at < expression.length() && expression.charAt(at) != '}'; at++) {
      char c = expression.charAt(at);
      number = c == ',' ? 0 : Math.min(number * 10 + Character.digit(c, 10), 1_000_000);
      most = Math.max(most, number);
    }
    return most;
  }

  private static int endOfClass(String expression, int open) {
    int at = open + 1;
    at += at < expression.length() && expression.charAt(at) == '^' ? 1 : 0;
    at += at < expression.length() && expression.charAt(at) == ']' ? 1 : 0;
    while (at < expression.length() && expression.charAt(at) != ']') {
      at += expression.charAt(at) == '\\' ? 2 : 1;
    }
    return at;
  }
}
