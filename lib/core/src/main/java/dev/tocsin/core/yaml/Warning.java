package dev.tocsin.core.yaml;

import dev.tocsin.core.text.VisibleText;

/**
 * What stands at one place of a file and is allowed, but is hardly what its author wants.
 *
 * @param line from 1
 * @param column from 1, in characters (code points)
 * @param message one sentence: the thing, the value, and what follows from it
 */
public record Warning(String file, int line, int column, String message) implements Remark {
  static Warning at(Position position, String message) {
    return new Warning(position.file(), position.line(), position.column(), message);
  }

  /** {@code file:line:column: warning: message}, one line whatever the file holds. */
  @Override
  public String toString() {
    return VisibleText.of(file)
        + ":"
        + line
        + ":"
        + column
        + ": warning: "
        + VisibleText.of(message);
  }
}
