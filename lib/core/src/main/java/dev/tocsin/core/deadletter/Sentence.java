package dev.tocsin.core.deadletter;

/** Text of unknown origin, made fit for a row and a log line: one line, no controls, not long. */
public final class Sentence {
  private static final int MOST = 300;

  private Sentence() {}

  public static String of(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(MOST)
        .map(c -> Character.isISOControl(c) ? ' ' : c)
        .map(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
        .forEach(line::appendCodePoint);
    return line.toString().strip();
  }
}
