package dev.tocsin.routing.alert;

/** Which names labels and annotations may have. */
public enum LabelNameMode {
  /** Any text but the empty one: Alertmanager's default. */
  UTF8,
  /** ASCII letters, digits and underscores, not beginning with a digit: {@code classic-mode}. */
  CLASSIC;

  public boolean accepts(String name) {
    return switch (this) {
      case UTF8 -> !name.isEmpty() && isUnicode(name);
      case CLASSIC -> isClassic(name);
    };
  }

  /** Whether a text can be written as UTF-8: each surrogate has its partner. */
  static boolean isUnicode(String text) {
    return text.codePoints().noneMatch(point -> Character.getType(point) == Character.SURROGATE);
  }

  private static boolean isClassic(String name) {
    for (int at = 0; at < name.length(); at++) {
      char c = name.charAt(at);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
      boolean digit = c >= '0' && c <= '9';
      if (!letter && !(digit && at > 0)) {
        return false;
      }
    }
    return !name.isEmpty();
  }
}
