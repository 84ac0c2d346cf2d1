package dev.tocsin.routing.matcher;

import java.util.stream.IntStream;

/** The syntax in which matchers are written. */
public enum MatcherSyntax {
  /** UTF-8; what that refuses, or understands otherwise, is read as classic. The default. */
  UTF8_THEN_CLASSIC,
  /** That of Alertmanager before 0.27 ({@code --enable-feature=classic-mode}). */
  CLASSIC,
  /** UTF-8 only ({@code --enable-feature=utf8-strict-mode}). */
  UTF8;

  /**
   * Whether a label may have this name: in the classic syntax letters, digits and underscores, no
   * digit first; else any text that UTF-8 can hold, but the empty one.
   */
  public boolean allowsName(String name) {
    if (name.isEmpty()) {
      return false;
    }
    return switch (this) {
      case CLASSIC ->
          IntStream.range(0, name.length())
              .allMatch(at -> isClassicNamePart(name.charAt(at), at == 0));
      case UTF8, UTF8_THEN_CLASSIC -> isUnicode(name);
    };
  }

  /** Whether a character may stand in a classic name, or begin it. */
  static boolean isClassicNamePart(char c, boolean first) {
    return c == '_' || isLetter(c) || (!first && isDigit(c));
  }

  /** Whether UTF-8 can hold the text: no surrogate stands alone. */
  private static boolean isUnicode(String text) {
    return text.codePoints()
        .noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
  }

  private static boolean isLetter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
