package dev.tocsin.routing.flush;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import java.time.Instant;
import java.util.Optional;

/**
 * An alert of a group, and what mutes it.
 *
 * @param acknowledged whether a responder has it in hand
 * @param overdueAt when it became overdue, where that is to be notified
 */
public record Member(Alert alert, Muted muted, boolean acknowledged, Optional<Instant> overdueAt) {
  /** An alert that is neither acknowledged nor overdue. */
  public Member(Alert alert, Muted muted) {
    this(alert, muted, false, Optional.empty());
  }

  Fingerprint fingerprint() {
    return alert.fingerprint();
  }

  /** The alert as it is sent while it fires: without the end that it may have later. */
  static Alert firing(Alert alert) {
    if (alert.endsAt().isEmpty()) {
      return alert;
    }
    return new Alert(
        alert.labels(),
        alert.fingerprint(),
        alert.annotations(),
        alert.startsAt(),
        Optional.empty(),
        alert.updatedAt(),
        alert.endIsTimeout(),
        alert.generatorUrl(),
        alert.source());
  }
}
