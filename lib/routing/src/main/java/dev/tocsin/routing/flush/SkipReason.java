package dev.tocsin.routing.flush;

import java.util.Locale;

/** Why a group is not notified. */
public enum SkipReason implements Reason {
  NO_ALERTS,
  ALL_INHIBITED,
  ALL_SILENCED,
  /** Some are inhibited, the others silenced. */
  ALL_MUTED,
  OUTSIDE_ACTIVE_INTERVAL,
  IN_MUTE_INTERVAL,
  /** All ended before anything was said of the group. */
  NEVER_ANNOUNCED,
  /** All ended, and all that was said of the group before is over. */
  ALREADY_CLOSED,
  /** What is firing and resolved was said already, and it is too early to repeat it. */
  NOTHING_NEW,
  /** It is time to repeat what fires, but all of it is acknowledged. */
  ACKNOWLEDGED,
  /** Only ends could be said, which the integration does not want. */
  SEND_RESOLVED_OFF,
  /** No event waits where every event is wanted. */
  NO_EVENTS;

  @Override
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }
}
