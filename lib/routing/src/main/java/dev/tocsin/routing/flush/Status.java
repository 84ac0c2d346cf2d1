package dev.tocsin.routing.flush;

import java.util.Locale;

/** What a notification says of its group. */
public enum Status {
  FIRING,
  RESOLVED;

  /** The status as payloads write it: {@code firing}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
