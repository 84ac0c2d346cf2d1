package dev.tocsin.routing.interval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Random;
import java.util.TimeZone;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CalendarIntervalTest {
  private static final long MINUTE = 60;

  private static final CalendarInterval OFFICE =
      new CalendarInterval(
          List.of(TimeRange.parse("02:00", "03:00"), TimeRange.parse("09:00", "17:00")),
          List.of(WeekdayRange.parse("sunday:friday")),
          List.of(),
          List.of(),
          List.of(),
          ZoneId.of("Europe/Berlin"));

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          In winter nine o'clock is at eight               | 2026-01-15T08:00:00Z | true
          In winter it is too early before                 | 2026-01-15T07:59:59Z | false
          In summer nine o'clock is at seven               | 2026-07-15T07:00:00Z | true
          The last minute belongs to it                    | 2026-07-15T14:59:59Z | true
          The end does not                                 | 2026-07-15T15:00:00Z | false
          Saturday does not                                | 2026-07-18T10:00:00Z | false
          The hour that spring leaves out is never         | 2026-03-29T01:00:00Z | false
          The minute before it is neither                  | 2026-03-29T00:59:59Z | false
          The hour that autumn repeats is twice: first     | 2026-10-25T00:30:00Z | true
          The hour that autumn repeats is twice: again     | 2026-10-25T01:30:00Z | true
          After the second it is over                      | 2026-10-25T02:00:00Z | false
          """)
  void contains_aroundChangesOfTheClock_goesByTheLocalTime(
      String sentence, Instant time, boolean expected) {
    assertThat(OFFICE.contains(time)).as(sentence).isEqualTo(expected);
  }

  @Test
  void contains_lastDayOfAMonthWithALostHour_isItsLastDay() {
    CalendarInterval last =
        new CalendarInterval(
            List.of(),
            List.of(),
            List.of(DayOfMonthRange.parse("-1")),
            List.of(),
            List.of(),
            ZoneId.of("Europe/Berlin"));

    assertThat(last.contains(Instant.parse("2026-03-31T12:00:00Z"))).isTrue();
    assertThat(last.contains(Instant.parse("2026-03-30T12:00:00Z"))).isFalse();
  }

  @Test
  void contains_withoutFields_isAlways() {
    CalendarInterval always =
        new CalendarInterval(List.of(), List.of(), List.of(), List.of(), List.of(), ZoneOffset.UTC);

    assertThat(always.contains(Instant.EPOCH)).isTrue();
    assertThat(TimeInterval.NEVER.contains(Instant.EPOCH)).isFalse();
    assertThat(TimeInterval.anyOf(List.of(TimeInterval.NEVER, always)).contains(Instant.EPOCH))
        .isTrue();
    assertThat(TimeInterval.anyOf(List.of()).contains(Instant.EPOCH)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UTC",
        "Europe/Berlin",
        "America/New_York",
        "Australia/Lord_Howe",
        "Asia/Kolkata",
        "Pacific/Apia"
      })
  void contains_atRandomMinutesOfYears_agreesWithTheOldCalendar(String zone) {
    Random random = new Random(zone.hashCode());
    for (int round = 0; round < 15; round++) {
      CalendarInterval interval = interval(random, ZoneId.of(zone));
      long end = Instant.parse("2028-03-01T00:00:00Z").getEpochSecond();
      long at = Instant.parse("2026-02-01T00:00:00Z").getEpochSecond();
      while (at < end) {
        at += random.nextLong(1, 2_000) * MINUTE + random.nextLong(MINUTE);
        Instant time = Instant.ofEpochSecond(at);

        assertThat(interval.contains(time))
            .as(() -> interval + " at " + time)
            .isEqualTo(naive(interval, time));
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "Europe/Berlin, 2026-03-29",
    "Europe/Berlin, 2026-10-25",
    "America/New_York, 2026-11-01",
    "Australia/Lord_Howe, 2026-04-05"
  })
  void contains_atEveryMinuteOfADayWithAChange_agreesWithTheOldCalendar(String zone, String day) {
    Random random = new Random(day.hashCode());
    Instant noon = Instant.parse(day + "T12:00:00Z");
    for (int round = 0; round < 20; round++) {
      CalendarInterval interval = interval(random, ZoneId.of(zone));
      for (long minute = -36 * 60; minute < 36 * 60; minute++) {
        Instant time = noon.plusSeconds(minute * MINUTE);

        assertThat(interval.contains(time))
            .as(() -> interval + " at " + time)
            .isEqualTo(naive(interval, time));
      }
    }
  }

  private static boolean naive(CalendarInterval interval, Instant time) {
    Calendar local = new GregorianCalendar(TimeZone.getTimeZone(interval.location().getId()));
    local.setTimeInMillis(time.toEpochMilli());
    int minute = local.get(Calendar.HOUR_OF_DAY) * 60 + local.get(Calendar.MINUTE);
    int day = local.get(Calendar.DAY_OF_MONTH);
    int month = local.get(Calendar.MONTH) + 1;
    int year = local.get(Calendar.YEAR);
    int weekday = local.get(Calendar.DAY_OF_WEEK) - 1;
    int fromEnd = day - local.getActualMaximum(Calendar.DAY_OF_MONTH) - 1;
    return any(
            interval.times(), range -> range.startMinute() <= minute && minute < range.endMinute())
        && any(
            interval.weekdays(),
            range -> number(range.first()) <= weekday && weekday <= number(range.last()))
        && any(
            interval.daysOfMonth(),
            range ->
                (range.first() < 0 ? range.first() <= fromEnd : range.first() <= day)
                    && (range.last() < 0 ? fromEnd <= range.last() : day <= range.last()))
        && any(
            interval.months(),
            range -> range.first().getValue() <= month && month <= range.last().getValue())
        && any(interval.years(), range -> range.first() <= year && year <= range.last());
  }

  private static <R> boolean any(List<R> ranges, Predicate<R> contains) {
    return ranges.isEmpty() || ranges.stream().anyMatch(contains);
  }

  private static int number(DayOfWeek day) {
    return List.of("SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY")
        .indexOf(day.name());
  }

  /** An interval in which each field is restricted now and then. */
  private static CalendarInterval interval(Random random, ZoneId zone) {
    int startMinute = random.nextInt(1_439);
    int weekday = random.nextInt(7);
    int month = random.nextInt(1, 13);
    return new CalendarInterval(
        some(random, new TimeRange(startMinute, random.nextInt(startMinute + 1, 1_441))),
        some(random, new WeekdayRange(day(weekday), day(random.nextInt(weekday, 7)))),
        some(random, days(random)),
        some(random, new MonthRange(Month.of(month), Month.of(random.nextInt(month, 13)))),
        some(random, new YearRange(2026, random.nextInt(2026, 2028))),
        zone);
  }

  private static DayOfMonthRange days(Random random) {
    return switch (random.nextInt(3)) {
      case 0 -> new DayOfMonthRange(random.nextInt(1, 20), random.nextInt(20, 32));
      case 1 -> new DayOfMonthRange(random.nextInt(-31, -10), random.nextInt(-10, 0));
      default -> new DayOfMonthRange(random.nextInt(1, 18), random.nextInt(-10, 0));
    };
  }

  private static DayOfWeek day(int number) {
    return DayOfWeek.SUNDAY.plus(number);
  }

  private static <R> List<R> some(Random random, R range) {
    return random.nextInt(3) == 0 ? List.of(range) : List.of();
  }
}
