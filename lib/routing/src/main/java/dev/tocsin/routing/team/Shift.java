package dev.tocsin.routing.team;

import dev.tocsin.routing.interval.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Optional;

/**
 * The hours of a range on one day.
 *
 * @param end the first instant after them
 */
record Shift(Instant start, Instant end) {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /**
   * The range on a day, by a zone's clock; empty where the clock skips all of it. It begins with
   * its first minute and ends after its last one, also where the clock shows some of them twice.
   */
  static Optional<Shift> of(LocalDate date, TimeRange range, ZoneId zone) {
    LocalDateTime midnight = date.atStartOfDay();
    Instant start = first(midnight.plusMinutes(range.startMinute()), zone);
    Instant end = afterLast(midnight.plusMinutes(range.endMinute() - 1L), zone);
    return start.isBefore(end) ? Optional.of(new Shift(start, end)) : Optional.empty();
  }

  boolean contains(Instant at) {
    return !at.isBefore(start) && at.isBefore(end);
  }

  private static Instant first(LocalDateTime minute, ZoneId zone) {
    return offsets(minute, zone).stream()
        .findFirst()
        .map(minute::toInstant)
        .orElseGet(() -> skipped(minute, zone));
  }

  private static Instant afterLast(LocalDateTime minute, ZoneId zone) {
    List<ZoneOffset> offsets = offsets(minute, zone);
    return offsets.isEmpty()
        ? skipped(minute, zone)
        : minute.toInstant(offsets.getLast()).plus(MINUTE);
  }

  /** One, two where the clock shows the minute twice, none where it skips it. */
  private static List<ZoneOffset> offsets(LocalDateTime minute, ZoneId zone) {
    return zone.getRules().getValidOffsets(minute);
  }

  private static Instant skipped(LocalDateTime minute, ZoneId zone) {
    ZoneOffsetTransition transition = zone.getRules().getTransition(minute);
    return transition.getInstant();
  }
}
