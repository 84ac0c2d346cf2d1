package dev.tocsin.engine.cursor;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The event time up to which everything is known: the least of all partitions, less lateness. */
public final class Watermark {
  private Watermark() {}

  /**
   * The partition that holds the watermark back: one whose time is not known, else the one with the
   * least time. None without partitions.
   */
  public static Optional<PartitionCursor> heldBackBy(
      Collection<PartitionCursor> partitions, Instant now) {
    return partitions.stream()
        .min(
            Comparator.comparing(
                    (PartitionCursor partition) -> partition.time(now).orElse(Instant.MIN))
                .thenComparing(PartitionCursor::id));
  }

  /** None while there is no partition, or one whose time is not known. */
  public static Optional<Instant> of(
      Collection<PartitionCursor> partitions, Duration allowedLateness, Instant now) {
    Instant least = Instant.MAX;
    for (PartitionCursor partition : partitions) {
      Optional<Instant> time = partition.time(now);
      if (time.isEmpty()) {
        return Optional.empty();
      }
      least = time.get().isBefore(least) ? time.get() : least;
    }
    return least.equals(Instant.MAX) ? Optional.empty() : Optional.of(least.minus(allowedLateness));
  }
}
