package dev.tocsin.platform.access;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The most that a function can answer: 6 MB of JSON, in which the body is one text. Source:
 * Lambda's quotas.
 */
public final class LambdaAnswer {
  /** What is left of 6 MB beside status and headers. */
  private static final int MOST_BYTES = (6 << 20) - (64 << 10);

  private LambdaAnswer() {}

  /** Whether a body can be sent. */
  public static boolean fits(String body) {
    long bytes = body.getBytes(UTF_8).length;
    return bytes + body.chars().mapToLong(LambdaAnswer::added).sum() <= MOST_BYTES;
  }

  /** How many bytes JSON adds to a character. */
  private static int added(int character) {
    if (character == '"' || character == '\\' || character == '\n') {
      return 1;
    }
    return character < ' ' ? "\\u0000".length() - 1 : 0;
  }

  /** What is said in the place of an answer that cannot be sent. */
  public static String sentence(String body) {
    return "the answer has %d bytes, more than Lambda can send: ask for less of it, by filters or in pages"
        .formatted(body.getBytes(UTF_8).length);
  }
}
