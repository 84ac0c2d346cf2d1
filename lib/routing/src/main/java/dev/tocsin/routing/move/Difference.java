package dev.tocsin.routing.move;

/** What would be different for an alert. */
public enum Difference {
  /** Other receivers are notified of it, or the same of another of its groups. */
  RECEIVERS,
  /** It is in other groups: their routes or their labels are others. */
  GROUPS,
  /** A group that stays has another wait or interval. */
  TIMERS
}
