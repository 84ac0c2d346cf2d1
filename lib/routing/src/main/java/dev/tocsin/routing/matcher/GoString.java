package dev.tocsin.routing.matcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HexFormat;

/** Texts in double quotes as Go writes and reads them (strconv.Quote and strconv.Unquote). */
public final class GoString {
  /** The characters after a backslash that stand for one other, and those others. */
  private static final String LETTERS = "abfnrtv\\\"";

  private static final String CONTROLS = "\u0007\b\f\n\r\t\u000b\\\"";

  private final String body;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private int at;

  private GoString(String body) {
    this.body = body;
  }

  /** The text in double quotes; what cannot be printed is escaped. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(c -> appendQuoted(quoted, c));
    return quoted.append('"').toString();
  }

  private static void appendQuoted(StringBuilder quoted, int c) {
    int control = CONTROLS.indexOf(c);
    if (control >= 0) {
      quoted.append('\\').append(LETTERS.charAt(control));
    } else if (isPrintable(c)) {
      quoted.appendCodePoint(c);
    } else if (c < ' ' || c == 0x7f) {
      quoted.append("\\x%02x".formatted(c));
    } else {
      quoted.append((c <= 0xffff ? "\\u%04x" : "\\U%08x").formatted(c));
    }
  }

  private static boolean isPrintable(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> c == ' ';
      default -> true;
    };
  }

  /**
   * The text that stands in double quotes, its escapes resolved. Throws {@link
   * MatcherSyntaxException}.
   */
  static String unquote(String quoted) {
    if (quoted.length() < 2 || !quoted.startsWith("\"") || !quoted.endsWith("\"")) {
      throw new MatcherSyntaxException("it is not in double quotes");
    }
    return new GoString(quoted.substring(1, quoted.length() - 1)).read();
  }

  private String read() {
    while (at < body.length()) {
      int c = body.codePointAt(at);
      at += Character.charCount(c);
      switch (c) {
        case '\n' -> throw new MatcherSyntaxException("a line must not end within quotes");
        case '"' -> throw new MatcherSyntaxException("a double quote within quotes needs \\");
        case '\\' -> readEscape();
        default -> add(c);
      }
    }
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes.toByteArray())).toString();
    } catch (CharacterCodingException e) {
      throw new MatcherSyntaxException("its escapes are not valid UTF-8", e);
    }
  }

  private void readEscape() {
    char kind = at < body.length() ? body.charAt(at++) : 0;
    switch (kind) {
      case 'x' -> bytes.write((int) number(2, 16, 0xff));
      case '0', '1', '2', '3', '4', '5', '6', '7' -> {
        at--;
        bytes.write((int) number(3, 8, 0xff));
      }
      case 'u' -> addScalar(number(4, 16, 0xffff));
      case 'U' -> addScalar(number(8, 16, Character.MAX_CODE_POINT));
      default -> addControl(kind);
    }
  }

  private void addControl(char kind) {
    int control = kind == 0 ? -1 : LETTERS.indexOf(kind);
    if (control < 0) {
      throw new MatcherSyntaxException(
          "\\" + (kind == 0 ? "" : kind) + " is no escape; a backslash itself is \\\\");
    }
    bytes.write(CONTROLS.charAt(control));
  }

  private void addScalar(long c) {
    if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
      throw new MatcherSyntaxException("an escape stands for half of a surrogate pair");
    }
    add((int) c);
  }

  private void add(int c) {
    bytes.writeBytes(Character.toString(c).getBytes(UTF_8));
  }

  private long number(int digits, int radix, long greatest) {
    int end = at + digits;
    long number = end <= body.length() ? parse(body.substring(at, end), radix) : -1;
    if (number < 0 || number > greatest) {
      throw new MatcherSyntaxException(
          "an escape needs %d digits of a character".formatted(digits));
    }
    at = end;
    return number;
  }

  /** The number; -1 where a character is no digit. */
  private static long parse(String text, int radix) {
    boolean valid =
        text.chars().allMatch(c -> HexFormat.isHexDigit(c) && Character.digit(c, radix) >= 0);
    return valid ? Long.parseLong(text, radix) : -1;
  }
}
