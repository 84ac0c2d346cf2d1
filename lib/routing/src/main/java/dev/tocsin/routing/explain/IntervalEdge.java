package dev.tocsin.routing.explain;

import dev.tocsin.routing.flush.IntervalState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Function;

/** When time intervals begin or cease to mute: always at a full minute. */
public final class IntervalEdge {
  /** How far is looked ahead: every weekday comes once. */
  static final Duration HORIZON = Duration.ofDays(8);

  private IntervalEdge() {}

  /**
   * The first minute after a time at which another state begins; empty when none does within eight
   * days.
   */
  public static Optional<Instant> after(Instant now, Function<Instant, IntervalState> stateAt) {
    IntervalState state = stateAt.apply(now);
    Instant end = now.plus(HORIZON);
    Instant time = now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES);
    while (time.isBefore(end)) {
      if (!stateAt.apply(time).equals(state)) {
        return Optional.of(time);
      }
      time = time.plus(1, ChronoUnit.MINUTES);
    }
    return Optional.empty();
  }
}
