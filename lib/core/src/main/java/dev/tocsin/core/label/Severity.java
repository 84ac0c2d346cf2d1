package dev.tocsin.core.label;

import java.util.Locale;

/** How soon someone must react: at once, within 15 minutes, within an hour, next business day. */
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW;

  /** The severity as rules and labels write it: {@code critical}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
