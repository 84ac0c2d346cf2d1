package dev.tocsin.engine.alert;

import java.util.Locale;

/** Why a key went from one phase to another. */
public enum Reason {
  CONDITION_MET,
  DURATION_MET,
  REFIRED,
  CONDITION_CLEARED,
  INACTIVE,
  NO_DATA,
  FORGOTTEN,
  RULE_CHANGED,
  RULE_REMOVED,
  ORPHANED;

  /** The reason as it is stored and shown: {@code duration_met}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
