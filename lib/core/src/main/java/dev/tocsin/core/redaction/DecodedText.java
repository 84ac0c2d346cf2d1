package dev.tocsin.core.redaction;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;

/**
 * A text without the escapes of URLs (RFC 3986), JSON (RFC 8259) and HTML, with the place from
 * which each of its characters came. Capitals are folded, and a plus sign is a blank as in a form,
 * so that texts which say the same are equal.
 */
final class DecodedText {
  /** How often escapes of escapes are undone. */
  private static final int MOST_ROUNDS = 5;

  private static final int LONGEST_ENTITY = 10;
  private static final Map<String, Character> ENTITIES =
      Map.of(
          "amp", '&', "lt", '<', "gt", '>', "quot", '"', "apos", '\'', "nbsp", ' ', "sol", '/',
          "equals", '=', "plus", '+', "colon", ':');

  private final String text;
  private final int[] starts;
  private final int[] ends;

  private DecodedText(String text, int[] starts, int[] ends) {
    this.text = text;
    this.starts = starts;
    this.ends = ends;
  }

  static DecodedText of(String source) {
    DecodedText text = raw(source);
    for (int round = 0; round < MOST_ROUNDS; round++) {
      DecodedText next = text.decoded();
      if (next.text.length() == text.text.length()) {
        break;
      }
      text = next;
    }
    return text;
  }

  /** The text as it is, each character from its own place. */
  static DecodedText raw(String source) {
    int[] starts = new int[source.length()];
    int[] ends = new int[source.length()];
    Arrays.setAll(starts, at -> at);
    Arrays.setAll(ends, at -> at + 1);
    return new DecodedText(source, starts, ends);
  }

  String text() {
    return text;
  }

  /** For comparing; as long as {@link #text}. */
  String folded() {
    StringBuilder folded = new StringBuilder(text.length());
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      folded.append(c == '+' ? ' ' : Character.toLowerCase(c));
    }
    return folded.toString();
  }

  /** Where in the source the character at this place begins. */
  int start(int at) {
    return starts[at];
  }

  /** Where in the source the character at this place ends. */
  int end(int at) {
    return ends[at];
  }

  private DecodedText decoded() {
    Builder out = new Builder(text.length());
    int at = 0;
    while (at < text.length()) {
      at +=
          switch (text.charAt(at)) {
            case '%' -> percent(at, out);
            case '\\' -> backslash(at, out);
            case '&' -> entity(at, out);
            default -> plain(at, out);
          };
    }
    return out.build();
  }

  private int plain(int at, Builder out) {
    out.add(text.charAt(at), starts[at], ends[at]);
    return 1;
  }

  /** A run of percent-encoded bytes is UTF-8; each of its characters comes from the whole run. */
  private int percent(int at, Builder out) {
    byte[] bytes = new byte[4];
    int count = 0;
    int needed = 1;
    while (count < needed && isPercent(at + 3 * count)) {
      bytes[count] = (byte) hex(at + 3 * count, 2);
      if (count == 0) {
        needed = length(bytes[0]);
      }
      count++;
    }
    if (count < needed) {
      return count == 0 ? plain(at, out) : latin(at, bytes[0], out);
    }
    int from = starts[at];
    int to = ends[at + 3 * count - 1];
    new String(bytes, 0, count, UTF_8).chars().forEach(c -> out.add((char) c, from, to));
    return 3 * count;
  }

  private boolean isPercent(int at) {
    return at < text.length() && text.charAt(at) == '%' && hex(at, 2) >= 0;
  }

  private int latin(int at, byte single, Builder out) {
    out.add((char) (single & 0xff), starts[at], ends[at + 2]);
    return 3;
  }

  private static int length(byte first) {
    int value = first & 0xff;
    if (value >= 0xf0) {
      return 4;
    }
    if (value >= 0xe0) {
      return 3;
    }
    return value >= 0xc2 ? 2 : 1;
  }

  private int backslash(int at, Builder out) {
    char next = at + 1 < text.length() ? text.charAt(at + 1) : 0;
    if (next == 'u' && hex(at + 1, 4) >= 0) {
      out.add((char) hex(at + 1, 4), starts[at], ends[at + 5]);
      return 6;
    }
    if (next == 'x' && hex(at + 1, 2) >= 0) {
      out.add((char) hex(at + 1, 2), starts[at], ends[at + 3]);
      return 4;
    }
    if (next == '/' || next == '\\' || next == '"' || next == '\'') {
      out.add(next, starts[at], ends[at + 1]);
      return 2;
    }
    if (next != 0 && "nrtbf".indexOf(next) >= 0) {
      out.add(' ', starts[at], ends[at + 1]);
      return 2;
    }
    return plain(at, out);
  }

  private int entity(int at, Builder out) {
    int end = text.indexOf(';', at);
    if (end < 0 || end - at > LONGEST_ENTITY) {
      return plain(at, out);
    }
    int decoded = entity(text.substring(at + 1, end).toLowerCase(Locale.ROOT));
    if (decoded < 0) {
      return plain(at, out);
    }
    for (char c : Character.toChars(decoded)) {
      out.add(c, starts[at], ends[end]);
    }
    return end + 1 - at;
  }

  private static int entity(String name) {
    Character named = ENTITIES.get(name);
    if (named != null) {
      return named;
    }
    if (!name.startsWith("#")) {
      return -1;
    }
    try {
      int code =
          name.startsWith("#x")
              ? Integer.parseUnsignedInt(name, 2, name.length(), 16)
              : Integer.parseUnsignedInt(name, 1, name.length(), 10);
      return Character.isValidCodePoint(code) ? code : -1;
    } catch (NumberFormatException noNumber) {
      return -1;
    }
  }

  /** The hexadecimal number of so many digits after the character at {@code at}, or -1. */
  private int hex(int at, int digits) {
    if (at + digits >= text.length()) {
      return -1;
    }
    int value = 0;
    for (int digit = 1; digit <= digits; digit++) {
      int next = Character.digit(text.charAt(at + digit), 16);
      if (next < 0) {
        return -1;
      }
      value = value * 16 + next;
    }
    return value;
  }

  /** Gathers characters with their places. */
  private static final class Builder {
    private final StringBuilder text;
    private final int[] starts;
    private final int[] ends;

    Builder(int most) {
      text = new StringBuilder(most);
      starts = new int[most];
      ends = new int[most];
    }

    void add(char c, int start, int end) {
      starts[text.length()] = start;
      ends[text.length()] = end;
      text.append(c);
    }

    DecodedText build() {
      return new DecodedText(
          text.toString(),
          Arrays.copyOf(starts, text.length()),
          Arrays.copyOf(ends, text.length()));
    }
  }
}
