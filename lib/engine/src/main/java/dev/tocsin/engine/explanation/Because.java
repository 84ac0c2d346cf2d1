package dev.tocsin.engine.explanation;

import java.util.Locale;

/** What keeps a key in its state. */
public enum Because {
  /** Nothing is remembered of it: its condition did not hold when it was last evaluated. */
  CONDITION_NOT_MET,
  /** Nothing is remembered of it, and its rule holds in other hours only. */
  INACTIVE,
  /** Its condition holds, but not for long enough yet. */
  DURATION_NOT_MET,
  /** Its condition has held for long enough, but it fired a short time ago. */
  COOLING_DOWN,
  /** It fires: its condition held when it was last evaluated. */
  CONDITION_MET,
  /** It fires, although its condition does not hold any more: it is kept firing. */
  KEPT_FIRING,
  /** It was pending or firing, and is over. */
  RESOLVED;

  /** As it is shown: {@code duration_not_met}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
