package dev.tocsin.routing.config.additions;

import static java.util.Comparator.comparingInt;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.routing.interval.TimeRange;
import dev.tocsin.routing.team.WorkingCalendar;
import java.time.DayOfWeek;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Reads {@code working_hours}: ranges such as {@code 09:00-17:00} by weekday. */
final class WorkingHourFields {
  private static final String NAME = "working_hours";

  private WorkingHourFields() {}

  static Map<DayOfWeek, List<TimeRange>> read(Fields team) {
    return team.optional(
        NAME, Shape.mapping(NAME, WorkingHourFields::week), WorkingCalendar.OFFICE_HOURS);
  }

  private static Optional<Map<DayOfWeek, List<TimeRange>>> week(Fields fields) {
    Map<DayOfWeek, List<TimeRange>> week = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      fields
          .optional(day.name().toLowerCase(Locale.ROOT), ranges())
          .ifPresent(ranges -> week.put(day, ranges));
    }
    Optional<Map<DayOfWeek, List<TimeRange>>> read = fields.build(() -> week);
    if (read.isPresent() && week.values().stream().allMatch(List::isEmpty)) {
      fields
          .problems()
          .add(fields.at(), NAME + " has no hours: leave it out for 09:00-17:00 on weekdays");
    }
    return read;
  }

  private static Shape<List<TimeRange>> ranges() {
    return Shape.listOf(Shape.asWritten().as(WorkingHourFields::range))
        .as(WorkingHourFields::inOrder);
  }

  private static TimeRange range(String text) {
    String[] ends = text.split("-", -1);
    if (ends.length != 2) {
      throw new IllegalArgumentException(
          "must be ranges such as 09:00-17:00, not \"%s\"".formatted(text));
    }
    try {
      return TimeRange.parse(ends[0].strip(), ends[1].strip());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("is wrong: " + e.getMessage(), e);
    }
  }

  private static List<TimeRange> inOrder(List<TimeRange> ranges) {
    List<TimeRange> ordered = ranges.stream().sorted(comparingInt(TimeRange::startMinute)).toList();
    for (int at = 1; at < ordered.size(); at++) {
      if (ordered.get(at).startMinute() < ordered.get(at - 1).endMinute()) {
        throw new IllegalArgumentException("has ranges that overlap");
      }
    }
    return ordered;
  }
}
