package dev.tocsin.routing.config.reader;

import dev.tocsin.core.yaml.Shape;
import dev.tocsin.routing.config.key.Keys;
import dev.tocsin.routing.interval.CalendarInterval;
import dev.tocsin.routing.interval.DayOfMonthRange;
import dev.tocsin.routing.interval.Location;
import dev.tocsin.routing.interval.MonthRange;
import dev.tocsin.routing.interval.TimeInterval;
import dev.tocsin.routing.interval.TimeRange;
import dev.tocsin.routing.interval.WeekdayRange;
import dev.tocsin.routing.interval.YearRange;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Reads an entry of {@code time_intervals}. */
final class IntervalKeys {
  /** An interval with its name. */
  record Named(String name, TimeInterval interval) {}

  private final Names names;

  IntervalKeys(Names names) {
    this.names = names;
  }

  Optional<Named> read(Keys keys) {
    Optional<String> name = keys.requiredText("name");
    name.ifPresent(given -> names.give(keys, given));
    List<TimeInterval> parts = keys.list("time_intervals", "a time interval", IntervalKeys::part);
    return keys.build(() -> new Named(name.orElseThrow(), TimeInterval.anyOf(parts)));
  }

  private static Optional<TimeInterval> part(Keys keys) {
    Optional<List<TimeRange>> times =
        keys.value("times", Shape.listOf(keys.shape("a range of times", IntervalKeys::times)));
    Optional<List<WeekdayRange>> weekdays = ranges(keys, "weekdays", WeekdayRange::parse);
    Optional<List<DayOfMonthRange>> days = ranges(keys, "days_of_month", DayOfMonthRange::parse);
    Optional<List<MonthRange>> months = ranges(keys, "months", MonthRange::parse);
    Optional<List<YearRange>> years = ranges(keys, "years", YearRange::parse);
    ZoneId location =
        keys.value("location", Shape.asWritten().as(IntervalKeys::location)).orElse(ZoneOffset.UTC);
    boolean isNever =
        Stream.of(times, weekdays, days, months, years)
            .anyMatch(ranges -> ranges.filter(List::isEmpty).isPresent());
    return keys.build(() ->
        isNever
            ? TimeInterval.NEVER
            : new CalendarInterval(
                times.orElse(List.of()),
                weekdays.orElse(List.of()),
                days.orElse(List.of()),
                months.orElse(List.of()),
                years.orElse(List.of()),
                location));
  }

  private static <R> Optional<List<R>> ranges(Keys keys, String key, Function<String, R> parser) {
    return keys.value(key, Shape.listOf(Shape.asWritten().as(text -> range(text, parser))));
  }

  private static <R> R range(String text, Function<String, R> parser) {
    try {
      return parser.apply(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
    }
  }

  private static ZoneId location(String name) {
    return range(name, Location::parse);
  }

  private static Optional<TimeRange> times(Keys keys) {
    Optional<String> start = keys.requiredText("start_time");
    Optional<String> end = keys.requiredText("end_time");
    if (start.isEmpty() || end.isEmpty()) {
      return Optional.empty();
    }
    Optional<TimeRange> range = Optional.empty();
    try {
      range = Optional.of(TimeRange.parse(start.get(), end.get()));
    } catch (IllegalArgumentException e) {
      keys.problem("times are wrong: " + e.getMessage());
    }
    Optional<TimeRange> read = range;
    return keys.build(read::orElseThrow);
  }
}
