package dev.tocsin.core.delivery;

import java.util.Locale;

/** What a delivery says of its alert. */
public enum Kind {
  /** It fired, or fired again. */
  FIRING,
  RESOLVED,
  /** Context was found for it. */
  ENRICHED,
  /** A remediation of it waits for a person. */
  APPROVAL_REQUESTED,
  /** A remediation of it came to its end. */
  REMEDIATION_RESULT;

  /** The kind as messages and rows write it, there called state: {@code firing}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether events of this kind are the evaluator's own, numbered without gaps. */
  public boolean numbered() {
    return switch (this) {
      case FIRING, RESOLVED -> true;
      case ENRICHED, APPROVAL_REQUESTED, REMEDIATION_RESULT -> false;
    };
  }
}
