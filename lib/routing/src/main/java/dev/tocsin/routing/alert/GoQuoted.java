package dev.tocsin.routing.alert;

/** Texts in double quotes as Go's {@code %q} writes them. */
final class GoQuoted {
  private GoQuoted() {}

  static String of(String text) {
    StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
    text.codePoints().forEach(point -> append(quoted, point));
    return quoted.append('"').toString();
  }

  private static void append(StringBuilder quoted, int point) {
    switch (point) {
      case '"', '\\' -> quoted.append('\\').appendCodePoint(point);
      case 0x07 -> quoted.append("\\a");
      case '\b' -> quoted.append("\\b");
      case '\t' -> quoted.append("\\t");
      case '\n' -> quoted.append("\\n");
      case 0x0B -> quoted.append("\\v");
      case '\f' -> quoted.append("\\f");
      case '\r' -> quoted.append("\\r");
      default -> {
        if (isPrintable(point)) {
          quoted.appendCodePoint(point);
        } else {
          quoted.append(escape(point));
        }
      }
    }
  }

  private static String escape(int point) {
    if (point < 0x80) {
      return "\\x%02x".formatted(point);
    }
    return (point <= 0xFFFF ? "\\u%04x" : "\\U%08x").formatted(point);
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.PRIVATE_USE,
          Character.UNASSIGNED,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      case Character.SPACE_SEPARATOR -> point == ' ';
      default -> true;
    };
  }
}
