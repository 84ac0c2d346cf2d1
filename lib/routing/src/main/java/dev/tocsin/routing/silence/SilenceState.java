package dev.tocsin.routing.silence;

import java.util.Locale;

/** Where a time lies in a silence's span, in the order in which silences are listed. */
public enum SilenceState {
  ACTIVE,
  PENDING,
  EXPIRED;

  /** The state as API v2 writes it: {@code active}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
