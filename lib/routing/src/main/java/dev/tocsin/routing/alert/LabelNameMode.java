package dev.tocsin.routing.alert;

import dev.tocsin.core.text.StorableText;

/** Which names labels and annotations may have. */
public enum LabelNameMode {
  /** Any text but the empty one: Alertmanager's default. */
  UTF8,
  /** ASCII letters, digits and underscores, not beginning with a digit: {@code classic-mode}. */
  CLASSIC;

  public boolean accepts(String name) {
    return switch (this) {
      case UTF8 -> !name.isEmpty() && StorableText.is(name);
      case CLASSIC -> isClassic(name);
    };
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
