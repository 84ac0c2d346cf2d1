package dev.tocsin.routing.flush;

import java.util.List;

/**
 * Which time intervals mute a route at a time.
 *
 * @param inactive the route's active intervals when the time is in none of them, otherwise empty
 * @param mute the route's mute intervals that hold the time
 */
public record IntervalState(List<String> inactive, List<String> mute) {
  /** No interval mutes. */
  public static final IntervalState OPEN = new IntervalState(List.of(), List.of());

  public IntervalState {
    inactive = List.copyOf(inactive);
    mute = List.copyOf(mute);
  }
}
