package dev.tocsin.routing.state;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * A responder has an alert in hand: it is not repeated until then. It holds for one occurrence.
 *
 * @param author who acknowledged it
 * @param at when
 * @param until from then on it holds no more
 * @param end how it ended before; empty where it did not, also when its time is up
 */
public record Acknowledgement(
    UUID id,
    Fingerprint alert,
    String author,
    String comment,
    Instant at,
    Instant until,
    Optional<End> end) {

  public boolean holdsAt(Instant now) {
    return end.isEmpty() && now.isBefore(until);
  }

  /**
   * How an acknowledgement ended before its time was up.
   *
   * @param author who ended it; empty where no person did
   */
  public record End(Instant at, Cause cause, String author) {}

  /** Why an acknowledgement ended before its time was up. */
  public enum Cause {
    /** The alert ended; its next occurrence is not acknowledged. */
    RESOLVED,
    /** The same alert began to fire with a higher severity. */
    SEVERITY_ROSE,
    UNACKNOWLEDGED;

    /** The cause as rows and answers write it: {@code severity_rose}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The cause of a code. */
    public static Cause of(String code) {
      return valueOf(code.toUpperCase(Locale.ROOT));
    }
  }
}
