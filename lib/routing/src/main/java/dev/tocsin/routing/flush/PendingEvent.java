package dev.tocsin.routing.flush;

import java.util.UUID;

/**
 * An event of an alert that waits for a flush of its group at an integration that wants every
 * event.
 *
 * @param id of its delivery
 * @param muted what mutes its alert at the flush
 * @param acknowledged whether a responder has its alert in hand
 * @param opened whether the integration was notified, or is being notified, that its alert fires
 */
public record PendingEvent(UUID id, Says says, Muted muted, boolean acknowledged, boolean opened) {
  /** What an event says of its alert. */
  public enum Says {
    FIRES,
    ENDS,
    /** Neither: it answers another event. */
    MORE
  }

  /** Whether it ends what was opened at the integration. */
  boolean closes() {
    return says == Says.ENDS && opened;
  }

  /** Whether it says again what the integration knows, and someone has it in hand. */
  boolean repeatsAcknowledged() {
    return says == Says.FIRES && opened && acknowledged;
  }
}
