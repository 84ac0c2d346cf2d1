package dev.tocsin.routing.response;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Optional;

/**
 * A reaction that is awaited to an alert that fires.
 *
 * @param since when the alert started, or became known if that was later
 * @param lookAt when to look whether it is overdue; empty while it is and nothing has changed since
 * @param overdueAt when it was marked as overdue; empty where it is not
 */
public record ResponseTimer(
    Fingerprint alert, Instant since, Optional<Instant> lookAt, Optional<Instant> overdueAt) {
  public ResponseTimer {
    if (lookAt.isEmpty() && overdueAt.isEmpty()) {
      throw new IllegalArgumentException("an alert that is not overdue is looked at some time");
    }
  }

  /** The timer of an alert that is not overdue. */
  public static ResponseTimer waiting(Fingerprint alert, Instant since, Instant lookAt) {
    return new ResponseTimer(alert, since, Optional.of(lookAt), Optional.empty());
  }

  /** The same for an alert that is overdue since a time. */
  ResponseTimer overdue(Instant at) {
    return new ResponseTimer(alert, since, Optional.empty(), Optional.of(at));
  }
}
