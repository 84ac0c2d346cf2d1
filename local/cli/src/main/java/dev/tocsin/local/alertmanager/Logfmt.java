package dev.tocsin.local.alertmanager;

import java.util.Map;

/** Lines of {@code key=value} pairs, as Alertmanager logs them. */
final class Logfmt {
  private static final char[] HEX = "0123456789abcdef".toCharArray();

  private Logfmt() {}

  /** A line without its end. */
  static String line(Map<String, String> pairs) {
    StringBuilder line = new StringBuilder();
    pairs.forEach((key, value) -> {
      if (!line.isEmpty()) {
        line.append(' ');
      }
      line.append(key).append('=');
      append(line, value);
    });
    return line.toString();
  }

  /** A value stands as it is unless a reader of the line could not see where it ends. */
  private static void append(StringBuilder line, String value) {
    if (!value.isEmpty() && value.chars().allMatch(Logfmt::isPlain)) {
      line.append(value);
      return;
    }
    line.append('"');
    value.chars().forEach(character -> appendQuoted(line, (char) character));
    line.append('"');
  }

  private static boolean isPlain(int character) {
    return character > ' '
        && character != '"'
        && character != '='
        && character != '\\'
        && !isHidden(character);
  }

  /** What a terminal would obey, or a person would not see. */
  private static boolean isHidden(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR,
          Character.UNASSIGNED,
          Character.PRIVATE_USE ->
          true;
      default -> false;
    };
  }

  private static void appendQuoted(StringBuilder line, char character) {
    switch (character) {
      case '"' -> line.append("\\\"");
      case '\\' -> line.append("\\\\");
      case '\n' -> line.append("\\n");
      case '\r' -> line.append("\\r");
      case '\t' -> line.append("\\t");
      default -> {
        if (isHidden(character)) {
          line.append("\\u");
          for (int shift = 12; shift >= 0; shift -= 4) {
            line.append(HEX[(character >> shift) & 0xf]);
          }
        } else {
          line.append(character);
        }
      }
    }
  }
}
