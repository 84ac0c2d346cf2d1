package dev.tocsin.promql.rules;

/** An alert has no counterpart. Says which of its parts has none, and why. */
final class Untranslatable extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String reason;

  Untranslatable(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** A sentence without its subject, which is the alert. */
  String reason() {
    return reason;
  }
}
