package dev.tocsin.core.delivery;

import java.util.Locale;

/** Why a delivery is where it is: the answer to "why was I (not) notified?". */
public enum Reason {
  /** An event of the alert that belongs before it has not arrived yet. */
  AWAITS_PREDECESSOR(State.WAITING),
  /** The event that this one answers has not arrived yet. */
  AWAITS_ALERT(State.WAITING),
  /** The next flush of its group decides. */
  AWAITS_FLUSH(State.WAITING),
  /** Something earlier of the same group at this integration is not sent yet, or under way. */
  AWAITS_EARLIER(State.WAITING),
  /** It is this one's turn. */
  READY(State.WAITING),
  /** An attempt failed; the next one is timed. */
  RETRYING(State.WAITING),
  /** The destination's breaker is open; waiting for it is neither attempt nor failure. */
  CIRCUIT_OPEN(State.WAITING),
  /** The rate of its destination is used up; waiting for it is neither attempt nor failure. */
  RATE_LIMITED(State.WAITING),
  /** The receiver took it. */
  ACCEPTED(State.DELIVERED),
  /** The resolution of an alert none of whose firings was delivered. */
  NEVER_NOTIFIED(State.SKIPPED),
  /** Its alert was silenced at the flush. */
  SILENCED(State.SKIPPED),
  /** Another alert inhibited its alert at the flush. */
  INHIBITED(State.SKIPPED),
  /** The flush was outside of the active time intervals of its route. */
  OUTSIDE_ACTIVE_INTERVAL(State.SKIPPED),
  /** The flush was within a mute time interval of its route. */
  IN_MUTE_INTERVAL(State.SKIPPED),
  /** It repeats what is acknowledged. */
  ACKNOWLEDGED(State.SKIPPED),
  /** A later flush of the group took its place. */
  SUPERSEDED(State.SKIPPED),
  /** What was under way before it had said the same. */
  ALREADY_NOTIFIED(State.SKIPPED),
  /** The configuration in force has no such receiver. */
  RECEIVER_REMOVED(State.SKIPPED),
  /** The receiver will never take it: 4xx. */
  REFUSED(State.DEAD),
  /** Its time was over before the receiver took it. */
  DEADLINE_PASSED(State.DEAD);

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
    return this == READY || this == RETRYING || this == CIRCUIT_OPEN || this == RATE_LIMITED;
  }

  /** Whether a flush has not decided yet whether it is sent. */
  public boolean undecided() {
    return this == AWAITS_PREDECESSOR || this == AWAITS_ALERT || this == AWAITS_FLUSH;
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
