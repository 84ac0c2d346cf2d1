package dev.tocsin.routing.interval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Month;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How ranges are written, and what they contain. */
class RangeTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "monday, MONDAY",
    "Monday:WEDNESDAY, MONDAY TUESDAY WEDNESDAY",
    "sunday:monday, MONDAY SUNDAY",
    "friday:saturday, FRIDAY SATURDAY"
  })
  void weekdays_areThoseOfAWeekFromSunday(String text, String days) {
    WeekdayRange range = WeekdayRange.parse(text);

    assertThat(
            Arrays.stream(DayOfWeek.values())
                .filter(range::contains)
                .map(DayOfWeek::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(days);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "may, MAY",
    "5, MAY",
    "January:march, JANUARY FEBRUARY MARCH",
    "11:december, NOVEMBER DECEMBER"
  })
  void months_areThoseBetweenTheEnds(String text, String months) {
    MonthRange range = MonthRange.parse(text);

    assertThat(
            Arrays.stream(Month.values())
                .filter(range::contains)
                .map(Month::name)
                .collect(Collectors.joining(" ")))
        .isEqualTo(months);
  }

  @ParameterizedTest(name = "{0} in {1}")
  @CsvSource({
    "1, 2026-02, 1",
    "1:3, 2026-02, 1 2 3",
    "-1, 2026-02, 28",
    "-1, 2024-02, 29",
    "-2:-1, 2026-03, 30 31",
    "27:31, 2026-02, 27 28",
    "29:31, 2026-02, ''",
    "30, 2026-02, ''",
    "-31:-28, 2026-02, 1",
    "27:-1, 2026-04, 27 28 29 30",
    "-31:-30, 2026-04, 1"
  })
  void daysOfMonth_areCountedFromBothEnds(String text, String month, String days) {
    DayOfMonthRange range = DayOfMonthRange.parse(text);
    LocalDate first = LocalDate.parse(month + "-01");

    assertThat(
            IntStream.rangeClosed(1, first.lengthOfMonth())
                .filter(day -> range.contains(first.withDayOfMonth(day)))
                .mapToObj(String::valueOf)
                .collect(Collectors.joining(" ")))
        .isEqualTo(days);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"2026, 2026, 2026", "2026:2028, 2026, 2028"})
  void years_includeBothEnds(String text, int first, int last) {
    YearRange range = YearRange.parse(text);

    assertThat(IntStream.rangeClosed(2020, 2035).filter(range::contains).boxed())
        .containsExactlyElementsOf(IntStream.rangeClosed(first, last).boxed().toList());
  }

  @Test
  void times_includeTheStartAndExcludeTheEnd() {
    TimeRange range = TimeRange.parse("09:00", "17:30");

    assertThat(range.contains(LocalTime.parse("08:59:59.999999999"))).isFalse();
    assertThat(range.contains(LocalTime.parse("09:00"))).isTrue();
    assertThat(range.contains(LocalTime.parse("17:29:59.999999999"))).isTrue();
    assertThat(range.contains(LocalTime.parse("17:30"))).isFalse();
  }

  @Test
  void times_untilTheEndOfTheDay_includeItsLastMinute() {
    assertThat(TimeRange.parse("00:00", "24:00").contains(LocalTime.MAX)).isTrue();
  }

  @ParameterizedTest(name = "{0}-{1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          9:00  | 17:00 | "9:00" is no time of day; write HH:MM, from 00:00 to 24:00
          09:00 | 24:01 | "24:01" is no time of day; write HH:MM, from 00:00 to 24:00
          09:60 | 17:00 | "09:60" is no time of day; write HH:MM, from 00:00 to 24:00
          09-00 | 17:00 | "09-00" is no time of day; write HH:MM, from 00:00 to 24:00
          09:00 | 1a:00 | "1a:00" is no time of day; write HH:MM, from 00:00 to 24:00
          09:00 | 09:00 | start_time 09:00 is not before end_time 09:00
          22:00 | 06:00 | start_time 22:00 is not before end_time 06:00
          """)
  void times_thatAreNone_areRefused(String start, String end, String sentence) {
    assertThatThrownBy(() -> TimeRange.parse(start, end))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          weekday | funday          | "funday" is no weekday; write sunday to saturday
          weekday | monday:         | "" is no weekday; write sunday to saturday
          weekday | monday : friday | "monday " is no weekday; write sunday to saturday
          weekday | a:b:c           | "a:b:c" has more than two ends; write first:last
          weekday | saturday:sunday | saturday is after sunday in a week that begins with sunday; split the range at the week's end
          day     | 0               | 0 is no day of the month; write 1 to 31 or -31 to -1
          day     | 1:32            | 32 is no day of the month; write 1 to 31 or -31 to -1
          day     | -32:1           | -32 is no day of the month; write 1 to 31 or -31 to -1
          day     | first           | "first" is no day of the month; write 1 to 31 or -31 to -1
          day     | -1:5            | end day 5 must be negative, since start day -1 is
          day     | 5:3             | end day 3 is before start day 5 in some months
          day     | -1:-3           | end day -3 is before start day -1 in some months
          day     | 28:-1           | end day -1 is before start day 28 in some months
          month   | 13              | "13" is no month; write january to december or 1 to 12
          month   | martius:may     | "martius" is no month; write january to december or 1 to 12
          month   | december:1      | end month january is before start month december; split the range at the year's end
          year    | next            | "next" is no year; write a number such as 2026
          year    | 2027:2026       | end year 2026 is before start year 2027
          year    | 9999999999      | "9999999999" is no year; write a number such as 2026
          """)
  void ranges_thatAreNone_areRefused(String field, String text, String sentence) {
    assertThatThrownBy(() -> parse(field, text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(sentence);
  }

  private static Record parse(String field, String text) {
    return switch (field) {
      case "weekday" -> WeekdayRange.parse(text);
      case "day" -> DayOfMonthRange.parse(text);
      case "month" -> MonthRange.parse(text);
      default -> YearRange.parse(text);
    };
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({"Europe/Berlin, +01:00, +02:00", "EST, -05:00, -05:00", "UTC, Z, Z", "'', Z, Z"})
  void location_isAZoneOfTheDatabase(String name, ZoneOffset winter, ZoneOffset summer) {
    ZoneId zone = Location.parse(name);

    assertThat(zone.getRules().getOffset(Instant.parse("2026-01-01T00:00:00Z"))).isEqualTo(winter);
    assertThat(zone.getRules().getOffset(Instant.parse("2026-07-01T00:00:00Z"))).isEqualTo(summer);
  }

  @Test
  void location_local_isTheHosts() {
    assertThat(Location.parse("Local")).isEqualTo(ZoneId.systemDefault());
  }

  @ParameterizedTest
  @CsvSource({"Europe/Bielefeld", "+02:00", "europe/berlin", "GMT+2"})
  void location_unknown_isRefused(String name) {
    assertThatThrownBy(() -> Location.parse(name))
        .hasMessage(
            "unknown time zone \"%s\"; write a name of the tz database such as Europe/Berlin"
                .formatted(name));
  }
}
