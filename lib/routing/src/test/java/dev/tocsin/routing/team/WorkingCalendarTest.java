package dev.tocsin.routing.team;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tocsin.routing.interval.TimeRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkingCalendarTest {
  private static final Set<LocalDate> CHRISTMAS = Set.of(LocalDate.of(2026, 12, 25));

  /** Office hours by each zone's clock; Christmas is a holiday. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          from a Monday it is Tuesday                  | UTC              | 2026-11-30T10:00:00Z | 2026-12-01T17:00:00Z
          before work it is the next day all the same  | UTC              | 2026-11-30T00:00:00Z | 2026-12-01T17:00:00Z
          after work it is the next day                | UTC              | 2026-11-30T23:59:59Z | 2026-12-01T17:00:00Z
          from a Friday it is Monday                   | UTC              | 2026-12-04T10:00:00Z | 2026-12-07T17:00:00Z
          from a Saturday it is Monday                 | UTC              | 2026-12-05T10:00:00Z | 2026-12-07T17:00:00Z
          a holiday is skipped, and what follows it    | UTC              | 2026-12-24T10:00:00Z | 2026-12-28T17:00:00Z
          the day is that of the zone                  | Asia/Tokyo       | 2026-11-30T14:59:59Z | 2026-12-01T08:00:00Z
          which may be the next one                    | Asia/Tokyo       | 2026-11-30T15:00:00Z | 2026-12-02T08:00:00Z
          after summer time began the offset is new    | Europe/Berlin    | 2026-03-27T10:00:00Z | 2026-03-30T15:00:00Z
          after summer time ended it is the old one    | Europe/Berlin    | 2026-10-23T10:00:00Z | 2026-10-26T16:00:00Z
          half an hour of summer time counts           | Australia/Lord_Howe | 2026-10-02T00:00:00Z | 2026-10-05T06:00:00Z
          """)
  void endOfNextBusinessDay_start_isTheEndOfThatDaysHours(
      String why, ZoneId zone, Instant start, Instant end) {
    WorkingCalendar calendar = new WorkingCalendar(zone, WorkingCalendar.OFFICE_HOURS, CHRISTMAS);

    assertThat(calendar.endOfNextBusinessDay(start)).isEqualTo(end);
  }

  /** A team that works on Sundays only, in the night in which Berlin's clock is changed. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          hours that the clock skips in part end there    | 01:30-02:30 | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
          hours that it skips wholly are not worked       | 02:00-03:00 | 2026-03-28T12:00:00Z | 2026-04-05T01:00:00Z
          hours up to the skipped ones end before them    | 01:00-02:00 | 2026-03-28T12:00:00Z | 2026-03-29T01:00:00Z
          hours that it shows twice end the second time   | 02:00-02:30 | 2026-10-24T12:00:00Z | 2026-10-25T01:30:00Z
          hours up to those shown twice end before them   | 01:00-02:00 | 2026-10-24T12:00:00Z | 2026-10-25T00:00:00Z
          the end of the day is midnight                  | 12:00-24:00 | 2026-10-24T12:00:00Z | 2026-10-25T23:00:00Z
          """)
  void endOfNextBusinessDay_clockIsChanged_goesByTheClock(
      String why, String hours, Instant start, Instant end) {
    WorkingCalendar calendar =
        new WorkingCalendar(
            ZoneId.of("Europe/Berlin"), Map.of(DayOfWeek.SUNDAY, List.of(range(hours))), Set.of());

    assertThat(calendar.endOfNextBusinessDay(start)).isEqualTo(end);
  }

  @Test
  void calendar_withoutAnyHours_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new WorkingCalendar(ZoneOffset.UTC, Map.of(DayOfWeek.MONDAY, List.of()), Set.of()))
        .withMessage("no day of the week has working hours");
  }

  /** The oracle walks minute by minute and looks at the clock. */
  @Test
  void endOfNextBusinessDay_randomCalendars_agreesWithAWalkByMinutes() {
    Random random = new Random(18);
    List<String> zones =
        List.of(
            "UTC",
            "Europe/Berlin",
            "America/New_York",
            "Australia/Lord_Howe",
            "America/Sao_Paulo",
            "Pacific/Apia");
    for (int round = 0; round < 120; round++) {
      WorkingCalendar calendar = calendar(random, ZoneId.of(zones.get(round % zones.size())));
      // both changes of the clock of each zone, and the day that Apia skipped in 2011
      Instant start =
          Instant.parse(random.nextBoolean() ? "2011-12-20T00:00:00Z" : "2018-10-10T00:00:00Z")
              .plusSeconds(random.nextInt(30 * 86_400));

      assertThat(calendar.endOfNextBusinessDay(start))
          .as("round %d: %s from %s", round, calendar, start)
          .isEqualTo(walk(calendar, start));
    }
  }

  private static Instant walk(WorkingCalendar calendar, Instant start) {
    LocalDate first = start.atZone(calendar.zone()).toLocalDate();
    ZonedDateTime minute = start.atZone(calendar.zone()).withSecond(0);
    ZonedDateTime last = null;
    while (last == null || !minute.toLocalDate().isAfter(last.toLocalDate())) {
      if (minute.toLocalDate().isAfter(first) && isWorking(calendar, minute)) {
        last = minute;
      }
      minute = minute.plus(Duration.ofMinutes(1));
    }
    return last.toInstant().plusSeconds(60);
  }

  private static boolean isWorking(WorkingCalendar calendar, ZonedDateTime minute) {
    return !calendar.holidays().contains(minute.toLocalDate())
        && calendar.hours().getOrDefault(minute.getDayOfWeek(), List.of()).stream()
            .anyMatch(range -> range.contains(minute.toLocalTime()));
  }

  private static WorkingCalendar calendar(Random random, ZoneId zone) {
    Map<DayOfWeek, List<TimeRange>> hours = new EnumMap<>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      hours.put(day, ranges(random));
    }
    hours.put(DayOfWeek.of(1 + random.nextInt(7)), List.of(new TimeRange(540, 1_020)));
    Set<LocalDate> holidays = new HashSet<>();
    for (int count = random.nextInt(8); count > 0; count--) {
      holidays.add(LocalDate.of(random.nextBoolean() ? 2011 : 2018, 12, 1 + random.nextInt(31)));
    }
    return new WorkingCalendar(zone, hours, holidays);
  }

  private static List<TimeRange> ranges(Random random) {
    List<TimeRange> ranges = new ArrayList<>();
    int minute = random.nextInt(200);
    while (minute < 1_440 && random.nextInt(4) > 0) {
      int end = Math.min(1_440, minute + 1 + random.nextInt(200));
      ranges.add(new TimeRange(minute, end));
      minute = end + random.nextInt(300);
    }
    return ranges;
  }

  private static TimeRange range(String text) {
    return TimeRange.parse(text.substring(0, 5), text.substring(6));
  }
}
