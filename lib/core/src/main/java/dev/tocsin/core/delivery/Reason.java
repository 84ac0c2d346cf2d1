package dev.tocsin.core.delivery;

import java.util.Locale;

/** Why a delivery is where it is: the answer to "why was I (not) notified?". */
public enum Reason {
  /** The alert's preceding event is not recorded yet. */
  AWAITS_PREDECESSOR(State.WAITING),
  /** The event that this one answers is not recorded yet. */
  AWAITS_ALERT(State.WAITING),
  /**
   * Something earlier about the same alert, or the same group at this integration, is under way.
   */
  AWAITS_EARLIER(State.WAITING),
  /** It is this one's turn. */
  READY(State.WAITING),
  /** An attempt failed; the next one is timed. */
  RETRYING(State.WAITING),
  /** The destination's breaker is open; waiting for it is neither attempt nor failure. */
  CIRCUIT_OPEN(State.WAITING),
  /** The receiver took it. */
  ACCEPTED(State.DELIVERED),
  /** The resolution of an alert none of whose firings was delivered. */
  NEVER_NOTIFIED(State.SKIPPED),
  /** A later flush of the group took its place. */
  SUPERSEDED(State.SKIPPED),
  /** What was under way before it had said the same. */
  ALREADY_NOTIFIED(State.SKIPPED),
  /** The configuration in force has no such receiver. */
  RECEIVER_REMOVED(State.SKIPPED),
  /** The receiver will never take it: 4xx. */
  REFUSED(State.DEAD),
  /** Its time was over before the receiver took it. */
  DEADLINE_PASSED(State.DEAD),
  /** The event could not be read. */
  MALFORMED_EVENT(State.DEAD);

  private final State state;

  Reason(State state) {
    this.state = state;
  }

  public State state() {
    return state;
  }

  /** The reason as rows, metrics and answers write it: {@code never_notified}. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether a delivery may be sent as soon as it is due. */
  public boolean sendable() {
    return this == READY || this == RETRYING || this == CIRCUIT_OPEN;
  }

  /** Where a delivery stands. */
  public enum State {
    WAITING,
    DELIVERED,
    SKIPPED,
    DEAD;

    /** The state as rows write it: {@code waiting}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
