package dev.tocsin.routing.team;

import dev.tocsin.routing.interval.TimeRange;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * When a team works.
 *
 * @param zone whose clock the hours go by
 * @param hours by weekday; a day without any is none on which the team works
 * @param holidays days on which it does not work
 */
public record WorkingCalendar(
    ZoneId zone, Map<DayOfWeek, List<TimeRange>> hours, Set<LocalDate> holidays) {
  /** Monday to Friday, 09:00 to 17:00. */
  public static final Map<DayOfWeek, List<TimeRange>> OFFICE_HOURS = officeHours();

  /** Office hours in UTC, without holidays. */
  public static final WorkingCalendar DEFAULT =
      new WorkingCalendar(ZoneOffset.UTC, OFFICE_HOURS, Set.of());

  /** Throws {@link IllegalArgumentException} where no day of the week has hours. */
  public WorkingCalendar {
    Map<DayOfWeek, List<TimeRange>> copy = new EnumMap<>(DayOfWeek.class);
    hours.forEach((day, ranges) -> copy.put(day, List.copyOf(ranges)));
    hours = Map.copyOf(copy);
    holidays = Set.copyOf(holidays);
    if (hours.values().stream().allMatch(List::isEmpty)) {
      throw new IllegalArgumentException("no day of the week has working hours");
    }
  }

  /** Whether the team works at a time. */
  public boolean isWorking(Instant at) {
    LocalDate date = at.atZone(zone).toLocalDate();
    return shifts(date).anyMatch(shift -> shift.contains(at));
  }

  /** The end of the working hours of the first business day after the day of a time. */
  public Instant endOfNextBusinessDay(Instant at) {
    LocalDate date = at.atZone(zone).toLocalDate().plusDays(1);
    Optional<Instant> end = endOfDay(date);
    while (end.isEmpty()) {
      date = date.plusDays(1);
      end = endOfDay(date);
    }
    return end.get();
  }

  private Optional<Instant> endOfDay(LocalDate date) {
    return shifts(date).map(Shift::end).max(Instant::compareTo);
  }

  private Stream<Shift> shifts(LocalDate date) {
    return holidays.contains(date)
        ? Stream.empty()
        : hours.getOrDefault(date.getDayOfWeek(), List.of()).stream()
            .flatMap(range -> Shift.of(date, range, zone).stream());
  }

  private static Map<DayOfWeek, List<TimeRange>> officeHours() {
    Map<DayOfWeek, List<TimeRange>> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : EnumSet.range(DayOfWeek.MONDAY, DayOfWeek.FRIDAY)) {
      hours.put(day, List.of(TimeRange.parse("09:00", "17:00")));
    }
    return Map.copyOf(hours);
  }
}
