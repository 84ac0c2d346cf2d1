package dev.tocsin.core.fault;

import java.util.Locale;

/** A place in the flow at which a crash is most likely to lose or repeat something. */
public enum FaultPoint {
  AFTER_LOAD,
  BEFORE_COMMIT,
  AFTER_COMMIT,
  AFTER_SEND,
  AFTER_MARK,
  DURING_DELIVERY,
  AFTER_DELIVERY;

  /** The name as settings and log lines write it: {@code after_load}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
