package dev.tocsin.engine.rulefile;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.engine.rule.ActiveHours;
import dev.tocsin.engine.rule.ActiveHours.TimeRange;
import java.time.DayOfWeek;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Reads {@code active: {times, weekdays, location}}. Weekdays are written as in time intervals of
 * Alertmanager, whose week begins on Sunday: there a range ends on Saturday at the latest, here it
 * may go on.
 */
final class ActiveHoursReader {
  private static final Map<String, DayOfWeek> DAYS =
      Arrays.stream(DayOfWeek.values())
          .collect(Collectors.toMap(ActiveHours::code, Function.identity()));

  /** A place whose clocks are known, by its name in IANA's database. */
  private static final Shape<ZoneId> LOCATION = Shape.anyText().as(ActiveHoursReader::location);

  static final Shape<ActiveHours> SHAPE = Shape.mapping("active", ActiveHoursReader::read);

  private ActiveHoursReader() {}

  private static Optional<ActiveHours> read(Fields fields) {
    List<TimeRange> times = fields.optional("times", some(TimeRange::parse, "all day"), List.of());
    List<List<DayOfWeek>> weekdays =
        fields.optional("weekdays", some(ActiveHoursReader::weekdays, "every day"), List.of());
    ZoneId location = fields.optional("location", LOCATION, ActiveHours.DEFAULT_LOCATION);
    return fields.build(
        () -> new ActiveHours(times, weekdays.stream().flatMap(List::stream).toList(), location));
  }

  /** An empty list means never to one reader, and always to another one. */
  private static <T> Shape<List<T>> some(Function<String, T> parse, String absent) {
    return (name, node, problems) -> {
      if (node instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
        problems.add(node.at(), "%s is empty: for %s, leave it out".formatted(name, absent));
        return Optional.empty();
      }
      return Shape.listOf(Shape.anyText().as(parse)).read(name, node, problems);
    };
  }

  private static List<DayOfWeek> weekdays(String text) {
    String[] ends = text.split(":", -1);
    if (ends.length > 2) {
      throw wrongDay(text);
    }
    DayOfWeek last = day(ends[ends.length - 1], text);
    List<DayOfWeek> days = new ArrayList<>();
    for (DayOfWeek day = day(ends[0], text); day != last; day = day.plus(1)) {
      days.add(day);
    }
    days.add(last);
    return days;
  }

  private static DayOfWeek day(String name, String text) {
    return Optional.ofNullable(DAYS.get(name.toLowerCase(Locale.ROOT)))
        .orElseThrow(() -> wrongDay(text));
  }

  private static IllegalArgumentException wrongDay(String text) {
    return new IllegalArgumentException(
        "must be a day or two, such as sunday or monday:friday, not \"" + text + "\"");
  }

  private static ZoneId location(String text) {
    if (!ZoneId.getAvailableZoneIds().contains(text)) {
      throw new IllegalArgumentException(
          "must be a time zone of IANA, such as Europe/Berlin or UTC, not \"" + text + "\"");
    }
    return ZoneId.of(text);
  }
}
