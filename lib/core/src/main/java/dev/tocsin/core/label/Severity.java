package dev.tocsin.core.label;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How soon someone must react: at once, within 15 minutes, within an hour, next business day. */
public enum Severity {
  CRITICAL,
  HIGH,
  MEDIUM,
  LOW;

  /** The label that holds it. */
  public static final String LABEL = "severity";

  /** The severity that labels name; empty where they name none, or another word. */
  public static Optional<Severity> of(Labels labels) {
    String severity = labels.get(LABEL);
    return Arrays.stream(values()).filter(known -> known.code().equals(severity)).findFirst();
  }

  /** The severity as rules and labels write it: {@code critical}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
