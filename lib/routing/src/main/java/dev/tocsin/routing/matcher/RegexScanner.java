package dev.tocsin.routing.matcher;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Adds up what the parts of a regular expression cost. It need not be valid; where this reads it
 * otherwise than RE2, groups that do not pair count towards what surrounds them.
 */
final class RegexScanner {
  /** RE2 refuses greater counts. */
  private static final int MAX_COUNT = 1_000;

  /** Deepest nesting of groups; Go's limit. */
  static final int MAX_DEPTH = 1_000;

  private final String regex;
  private final Deque<RegexCost> outer = new ArrayDeque<>();
  private int at;

  /** What stands in the innermost open group, but for its last part. */
  private RegexCost group = RegexCost.NONE;

  /** The last part, to which a repetition would apply. */
  private RegexCost part = RegexCost.NONE;

  RegexScanner(String regex) {
    this.regex = regex;
  }

  RegexCost cost() {
    while (at < regex.length()) {
      next(regex.charAt(at++));
    }
    while (!outer.isEmpty()) {
      close();
    }
    return group.plus(part);
  }

  private void next(char c) {
    switch (c) {
      case '(' -> open();
      case ')' -> close();
      case '|', '^', '$' -> add(RegexCost.FORK);
      case '*', '+', '?' -> part = part.plus(RegexCost.FORK);
      case '{' -> repeat();
      case '[' -> characterClass();
      case '\\' -> escape();
      default -> add(RegexCost.CHARACTER);
    }
  }

  private void add(RegexCost next) {
    group = group.plus(part);
    part = next;
  }

  private void open() {
    if (outer.size() >= MAX_DEPTH) {
      throw new MatcherSyntaxException(
          "a regular expression nests groups more than %d deep".formatted(MAX_DEPTH));
    }
    add(RegexCost.NONE);
    outer.push(group);
    group = RegexCost.NONE;
  }

  private void close() {
    part = group.plus(part).plus(RegexCost.FORK.times(2));
    group = outer.isEmpty() ? RegexCost.NONE : outer.pop();
  }

  /** After an opening brace: {@code {n}}, {@code {n,}} or {@code {n,m}}; else it is a character. */
  private void repeat() {
    int end = regex.indexOf('}', at);
    String[] counts = end < 0 ? new String[0] : regex.substring(at, end).split(",", -1);
    if (counts.length == 0 || counts.length > 2 || !isNumber(counts[0])) {
      add(RegexCost.CHARACTER);
      return;
    }
    int least = number(counts[0]);
    int most = counts.length == 2 && isNumber(counts[1]) ? number(counts[1]) : least + 1;
    part = part.times(Math.max(1, most)).plus(RegexCost.FORK.times(Math.max(1, most - least)));
    at = end + 1;
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static int number(String digits) {
    return digits.length() > 4 ? MAX_COUNT : Math.min(MAX_COUNT, Integer.parseInt(digits));
  }

  /** A bracket that stands first in a class is one of its characters. */
  private void characterClass() {
    if (regex.startsWith("^", at)) {
      at++;
    }
    if (regex.startsWith("]", at)) {
      at++;
    }
    while (at < regex.length() && regex.charAt(at) != ']') {
      at += regex.charAt(at) == '\\' ? 2 : 1;
    }
    at++;
    add(RegexCost.CHARACTER);
  }

  private void escape() {
    char kind = at < regex.length() ? regex.charAt(at) : '\\';
    at++;
    switch (kind) {
      case 'Q' -> literal();
      case 'b', 'B', 'A', 'z' -> add(RegexCost.FORK);
      case 'x', 'p', 'P' -> braced();
      default -> add(RegexCost.CHARACTER);
    }
  }

  private void literal() {
    int end = regex.indexOf("\\E", at);
    int length = (end < 0 ? regex.length() : end) - at;
    add(RegexCost.CHARACTER.times(length));
    at += length + 2;
  }

  private void braced() {
    int end = regex.startsWith("{", at) ? regex.indexOf('}', at) : -1;
    at = end < 0 ? at : end + 1;
    add(RegexCost.CHARACTER);
  }
}
