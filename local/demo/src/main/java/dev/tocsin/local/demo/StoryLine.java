package dev.tocsin.local.demo;

import java.util.Optional;

/**
 * One line of a terminal, built from left to right; what goes beyond its width is cut off with an
 * ellipsis.
 */
final class StoryLine {

  private final int width;
  private final boolean color;
  private final StringBuilder text = new StringBuilder();
  private int length;

  StoryLine(int width, boolean color) {
    this.width = width;
    this.color = color;
  }

  StoryLine plain(String more) {
    return append(more, Optional.empty());
  }

  StoryLine styled(Style style, String more) {
    return append(more, Optional.of(style));
  }

  /** A column: the text cut or filled to {@code size}, one blank at least at its end. */
  StoryLine column(int size, String more) {
    return plain(filled(more, size));
  }

  StoryLine column(int size, Style style, String more) {
    return styled(style, filled(more, size));
  }

  /** Blanks up to the place where {@code size} characters are left. */
  StoryLine gap(int size) {
    return plain(" ".repeat(Math.max(1, width - length - size)));
  }

  String end() {
    return text.toString().stripTrailing();
  }

  private StoryLine append(String more, Optional<Style> style) {
    String fits = cut(more, width - length);
    length += fits.length();
    String seen = fits.stripTrailing();
    text.append(style.map(known -> known.on(seen, color)).orElse(seen));
    text.append(" ".repeat(fits.length() - seen.length()));
    return this;
  }

  private static String filled(String text, int size) {
    String fits = cut(text, size - 1);
    return fits + " ".repeat(size - fits.length());
  }

  /** Control characters, which could be commands to the terminal, become blanks. */
  private static String cut(String text, int size) {
    String printable = text.replaceAll("\\p{Cntrl}", " ");
    if (printable.stripTrailing().length() <= size) {
      return printable.substring(0, Math.min(printable.length(), Math.max(0, size)));
    }
    return size < 1 ? "" : printable.substring(0, size - 1) + "…";
  }
}
