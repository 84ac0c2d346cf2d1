package dev.tocsin.engine.rule;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Reads Go's escapes in a double-quoted text of a matcher. */
final class GoQuoted {
  private static final String SIMPLE = "abfnrtv\\\"";
  private static final String MEANT = "\u0007\b\f\n\r\t\u000b\\\"";

  private GoQuoted() {}

  /**
   * The text between two quotes, which stand before {@code start} and at {@code end}. Throws {@link
   * IllegalArgumentException} that quotes the whole matcher.
   */
  static String unquote(String text, int start, int end) {
    ByteBuffer bytes = ByteBuffer.allocate((end - start) * 4);
    int at = start;
    while (at < end) {
      if (text.charAt(at) == '\\') {
        at = escape(text, at, end, bytes);
      } else {
        int c = text.codePointAt(at);
        bytes.put(Character.toString(c).getBytes(StandardCharsets.UTF_8));
        at += Character.charCount(c);
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
    } catch (CharacterCodingException e) {
      throw MatcherText.wrong(text, start, "UTF-8 in the text");
    }
  }

  /** Reads the escape at a backslash; the place behind it. */
  private static int escape(String text, int at, int end, ByteBuffer bytes) {
    char kind = text.charAt(at + 1);
    int simple = SIMPLE.indexOf(kind);
    if (simple >= 0) {
      bytes.put((byte) MEANT.charAt(simple));
      return at + 2;
    }
    int digits =
        switch (kind) {
          case 'x' -> 2;
          case 'u' -> 4;
          case 'U' -> 8;
          case '0', '1', '2', '3', '4', '5', '6', '7' -> 3;
          default -> throw MatcherText.wrong(text, at, "an escape that Go knows");
        };
    int from = digits == 3 ? at + 1 : at + 2;
    long number = number(text, from, Math.min(from + digits, end), digits == 3 ? 8 : 16, digits);
    if (number < 0) {
      throw MatcherText.wrong(text, at, "an escape that Go knows");
    }
    put(text, at, number, digits <= 3, bytes);
    return from + digits;
  }

  private static long number(String text, int from, int to, int radix, int digits) {
    long number = to - from < digits ? -1 : 0;
    for (int at = from; at < to && number >= 0; at++) {
      int digit = text.charAt(at) < 0x80 ? Character.digit(text.charAt(at), radix) : -1;
      number = digit < 0 ? -1 : number * radix + digit;
    }
    return number;
  }

  private static void put(String text, int at, long number, boolean octet, ByteBuffer bytes) {
    if (octet) {
      if (number > 255) {
        throw MatcherText.wrong(text, at, "an escape that Go knows");
      }
      bytes.put((byte) number);
    } else if (number > Character.MAX_CODE_POINT || (number >= 0xD800 && number <= 0xDFFF)) {
      throw MatcherText.wrong(text, at, "an escape that Go knows");
    } else {
      bytes.put(Character.toString((int) number).getBytes(StandardCharsets.UTF_8));
    }
  }
}
