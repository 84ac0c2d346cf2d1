package dev.tocsin.notifier.send;

import dev.tocsin.core.redaction.Redaction;

/**
 * A body as it is sent, and never kept: it may hold an approval link.
 *
 * @param redaction takes the link's token out of whatever comes back
 */
record LinkedBody(String json, Redaction redaction) {
  /** Without the link. */
  @Override
  public String toString() {
    return "LinkedBody[%d characters]".formatted(json.length());
  }
}
