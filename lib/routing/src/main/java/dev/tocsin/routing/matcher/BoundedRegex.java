package dev.tocsin.routing.matcher;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * Compiles untrusted regular expressions. RE2 runs in linear time, but a short expression may still
 * make a large program, since counted repetitions are written out.
 */
final class BoundedRegex {
  static final int MAX_LENGTH = 65_536;

  /** By how much repetitions that are written out may lengthen an expression. */
  static final int MAX_GROWTH = 10_000;

  /** Most alternatives, repetitions and groups; a stack of 512 KiB holds 2,500 of them. */
  static final int MAX_FORKS = 2_000;

  private BoundedRegex() {}

  /** Throws {@link MatcherSyntaxException}. */
  static Pattern compile(String regex) {
    checkCost(regex);
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new MatcherSyntaxException(
          "invalid regular expression %s: %s at %s"
              .formatted(GoString.quote(regex), e.getDescription(), GoString.quote(e.getPattern())),
          e);
    }
  }

  private static void checkCost(String regex) {
    if (regex.length() > MAX_LENGTH) {
      throw new MatcherSyntaxException(
          "a regular expression has %d characters; at most %d are allowed"
              .formatted(regex.length(), MAX_LENGTH));
    }
    RegexCost cost = RegexCost.of(regex);
    if (cost.size() > regex.length() + MAX_GROWTH) {
      throw new MatcherSyntaxException(
          "a regular expression has more than %d characters more with its repetitions written out"
              .formatted(MAX_GROWTH));
    }
    if (cost.forks() > MAX_FORKS) {
      throw new MatcherSyntaxException(
          "a regular expression has more than %d alternatives, repetitions and groups"
              .formatted(MAX_FORKS));
    }
  }
}
