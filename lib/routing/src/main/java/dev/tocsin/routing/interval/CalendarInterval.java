package dev.tocsin.routing.interval;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.function.Predicate;

/**
 * Times given by the calendar and the clock of a place: those that are in one range of each field.
 * A field without ranges does not restrict.
 */
public record CalendarInterval(
    List<TimeRange> times,
    List<WeekdayRange> weekdays,
    List<DayOfMonthRange> daysOfMonth,
    List<MonthRange> months,
    List<YearRange> years,
    ZoneId location)
    implements TimeInterval {
  public CalendarInterval {
    times = List.copyOf(times);
    weekdays = List.copyOf(weekdays);
    daysOfMonth = List.copyOf(daysOfMonth);
    months = List.copyOf(months);
    years = List.copyOf(years);
  }

  @Override
  public boolean contains(Instant time) {
    ZonedDateTime local = time.atZone(location);
    return isIn(times, range -> range.contains(local.toLocalTime()))
        && isIn(weekdays, range -> range.contains(local.getDayOfWeek()))
        && isIn(daysOfMonth, range -> range.contains(local.toLocalDate()))
        && isIn(months, range -> range.contains(local.getMonth()))
        && isIn(years, range -> range.contains(local.getYear()));
  }

  private static <R> boolean isIn(List<R> ranges, Predicate<R> contains) {
    return ranges.isEmpty() || ranges.stream().anyMatch(contains);
  }
}
