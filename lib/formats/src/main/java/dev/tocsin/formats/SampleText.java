package dev.tocsin.formats;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Which texts a sample may hold, and how others are shown in a sentence. */
final class SampleText {
  static final int MAX_METRIC_NAME = 200;

  private SampleText() {}

  /** 1 to 200 characters of {@code [a-zA-Z_:][a-zA-Z0-9_:.]*}. */
  static boolean metricName(String text) {
    if (text.isEmpty() || text.length() > MAX_METRIC_NAME) {
      return false;
    }
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      boolean first = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':';
      if (!first && (at == 0 || !((c >= '0' && c <= '9') || c == '.'))) {
        return false;
      }
    }
    return true;
  }

  /**
   * Whether a text can be stored and has the right length in code points: U+0000 and halves of
   * surrogate pairs are in no text.
   */
  static boolean text(String text, int least, int most) {
    if (text.length() < least || text.length() > 2 * most) {
      return false;
    }
    int count = 0;
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (Character.isHighSurrogate(c)
          && at + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(at + 1))) {
        at++;
      } else if (c == 0 || Character.isSurrogate(c)) {
        return false;
      }
      count++;
    }
    return count <= most;
  }

  /** A text that any log and store can take: shortened, with escapes for what is not printable. */
  static String shown(String text, int most) {
    StringBuilder shown = new StringBuilder(Math.min(text.length(), most) + 16);
    int at = 0;
    for (int count = 0; at < text.length() && count < most; count++) {
      int c = text.codePointAt(at);
      if (Character.isISOControl(c) || (c >= 0xD800 && c <= 0xDFFF)) {
        shown.append("\\u").append(Character.forDigit(c >> 12 & 15, 16));
        shown.append(Character.forDigit(c >> 8 & 15, 16));
        shown.append(Character.forDigit(c >> 4 & 15, 16)).append(Character.forDigit(c & 15, 16));
      } else {
        shown.appendCodePoint(c);
      }
      at += Character.charCount(c);
    }
    return at < text.length() ? shown.append('…').toString() : shown.toString();
  }

  /** Whether bytes are a text. */
  static boolean utf8(byte[] bytes) {
    for (byte b : bytes) {
      if (b < 0) {
        return utf8BeyondAscii(bytes);
      }
    }
    return true;
  }

  private static boolean utf8BeyondAscii(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
