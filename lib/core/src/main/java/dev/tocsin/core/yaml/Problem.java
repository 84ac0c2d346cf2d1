package dev.tocsin.core.yaml;

import dev.tocsin.core.text.VisibleText;

/**
 * What is wrong at one place of a file.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param message one sentence: the thing, the value, and what would be right
 */
public record Problem(String file, int line, int column, String message) implements Remark {
  static Problem at(Position position, String message) {
    return new Problem(position.file(), position.line(), position.column(), message);
  }

  /** {@code file:line:column: message}, one line whatever the file holds. */
  @Override
  public String toString() {
    return VisibleText.of(file) + ":" + line + ":" + column + ": " + VisibleText.of(message);
  }
}
