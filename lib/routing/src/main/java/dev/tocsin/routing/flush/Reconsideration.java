package dev.tocsin.routing.flush;

import java.time.Instant;
import java.util.Optional;

/**
 * Decides again about a notification that waited for another one of its group and integration. A
 * waiting notification holds the whole state of its group, so that a newer one takes its place
 * without more ado; but what is still worth saying depends on how the delivery in flight has ended.
 */
public final class Reconsideration {
  private Reconsideration() {}

  /**
   * @param log what the integration knows now that the delivery in flight has ended: {@link
   *     Send#log} of that delivery when it succeeded, {@link NotificationLog#attempted} when it
   *     failed after an attempt
   */
  public static Decision of(Send waiting, Optional<NotificationLog> log, Terms terms, Instant now) {
    return Deduplication.decide(Content.of(waiting), log, terms, now);
  }
}
