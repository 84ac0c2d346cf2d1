package dev.tocsin.engine.alert;

import java.util.Locale;

/** Where a key stands in its life cycle. */
public enum Phase {
  NONE,
  PENDING,
  FIRING,
  RESOLVED;

  /** The phase as it is stored and shown: {@code firing}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
