package dev.tocsin.routing.interval;

import java.time.Instant;
import java.util.List;

/** A named set of times. */
public interface TimeInterval {
  /** No time at all: what Alertmanager makes of a field with an empty list. */
  TimeInterval NEVER = time -> false;

  boolean contains(Instant time);

  /** The times that any of the parts contains. */
  static TimeInterval anyOf(List<TimeInterval> parts) {
    List<TimeInterval> all = List.copyOf(parts);
    return time -> all.stream().anyMatch(part -> part.contains(time));
  }
}
