package dev.tocsin.core.yaml;

/**
 * A place in a file.
 *
 * @param file the name under which the file was read
 * @param line from 1
 * @param column from 1, in characters (code points)
 */
public record Position(String file, int line, int column) {
  /** The beginning of a file: where a problem of the file as a whole stands. */
  public static Position startOf(String file) {
    return new Position(file, 1, 1);
  }

  @Override
  public String toString() {
    return file + ":" + line + ":" + column;
  }
}
