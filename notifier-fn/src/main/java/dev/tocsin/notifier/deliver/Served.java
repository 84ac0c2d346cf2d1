package dev.tocsin.notifier.deliver;

import java.time.Instant;
import java.util.Optional;

/**
 * How far a receiver's deliveries have come.
 *
 * @param more whether there may be more to send at once
 * @param next when something is due that was put off or failed
 */
record Served(boolean more, Optional<Instant> next) {
  static final Served ALL = new Served(false, Optional.empty());

  /** Two receivers, or the same one before and after. */
  Served and(Served other) {
    return new Served(more || other.more, earlier(next, other.next));
  }

  private static Optional<Instant> earlier(Optional<Instant> first, Optional<Instant> second) {
    return first.filter(time -> second.filter(time::isAfter).isEmpty()).or(() -> second);
  }
}
