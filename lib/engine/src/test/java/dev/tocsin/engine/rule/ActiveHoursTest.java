package dev.tocsin.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.engine.rule.ActiveHours.TimeRange;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Which times are active, as docs/rules.md describes it: each row is a sentence, hours and a time.
 * 21 November 2026 is a Saturday. In Berlin clocks go from 2:00 to 3:00 on 29 March 2026, at 1:00
 * UTC, and from 3:00 to 2:00 on 25 October 2026, at 1:00 UTC too.
 */
class ActiveHoursTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Without times and weekdays every time is active      |                         |                  | UTC           | 2026-11-21T03:00:00Z     | true
          A range begins at its first minute                   | 08:00-18:00             |                  | UTC           | 2026-11-21T08:00:00Z     | true
          Not before                                           | 08:00-18:00             |                  | UTC           | 2026-11-21T07:59:59.999Z | false
          It lasts through the minute before its end           | 08:00-18:00             |                  | UTC           | 2026-11-21T17:59:59.999Z | true
          Its end is exclusive                                 | 08:00-18:00             |                  | UTC           | 2026-11-21T18:00:00Z     | false
          24:00 is the end of the day                          | 22:00-24:00             |                  | UTC           | 2026-11-21T23:59:59.999Z | true
          The next day is none of its                          | 22:00-24:00             |                  | UTC           | 2026-11-22T00:00:00Z     | false
          A range over midnight is two                         | 22:00-24:00 00:00-06:00 |                  | UTC           | 2026-11-22T05:59:00Z     | true
          Any of several ranges counts                         | 08:00-12:00 13:00-17:00 |                  | UTC           | 2026-11-21T16:00:00Z     | true
          Between them it is not active                        | 08:00-12:00 13:00-17:00 |                  | UTC           | 2026-11-21T12:30:00Z     | false
          A weekday is active all day                          |                         | saturday         | UTC           | 2026-11-21T00:00:00Z     | true
          Another one is not                                   |                         | monday friday    | UTC           | 2026-11-21T12:00:00Z     | false
          Both the weekday and the time must be active         | 08:00-18:00             | saturday         | UTC           | 2026-11-21T07:00:00Z     | false
          After midnight it is the next weekday                | 22:00-24:00 00:00-06:00 | saturday         | UTC           | 2026-11-22T01:00:00Z     | false
          Clocks are those of the place                        | 08:00-18:00             |                  | Europe/Berlin | 2026-11-21T07:00:00Z     | true
          So are weekdays                                      |                         | saturday         | Asia/Tokyo    | 2026-11-20T15:00:00Z     | true
          Also where an offset is no whole hour                | 08:00-18:00             |                  | Asia/Kolkata  | 2026-11-21T02:29:59Z     | false
          There it begins at half past                         | 08:00-18:00             |                  | Asia/Kolkata  | 2026-11-21T02:30:00Z     | true
          In winter Berlin is one hour ahead                   | 08:00-18:00             |                  | Europe/Berlin | 2026-03-28T07:00:00Z     | true
          In summer it is two hours ahead                      | 08:00-18:00             |                  | Europe/Berlin | 2026-03-29T06:00:00Z     | true
          Before the change of spring it is not two o'clock    | 02:00-03:00             |                  | Europe/Berlin | 2026-03-29T00:59:59.999Z | false
          The hour that is left out is never active            | 02:00-03:00             |                  | Europe/Berlin | 2026-03-29T01:00:00Z     | false
          What begins within it begins after it                | 02:30-04:00             |                  | Europe/Berlin | 2026-03-29T01:00:00Z     | true
          What ends within it ends before it                   | 01:00-02:30             |                  | Europe/Berlin | 2026-03-29T00:59:59.999Z | true
          It has ended then                                    | 01:00-02:30             |                  | Europe/Berlin | 2026-03-29T01:00:00Z     | false
          In autumn an hour comes twice: it is active          | 02:00-03:00             |                  | Europe/Berlin | 2026-10-25T00:00:00Z     | true
          And once more                                        | 02:00-03:00             |                  | Europe/Berlin | 2026-10-25T01:00:00Z     | true
          To the end of the second one                         | 02:00-03:00             |                  | Europe/Berlin | 2026-10-25T01:59:59.999Z | true
          Not longer                                           | 02:00-03:00             |                  | Europe/Berlin | 2026-10-25T02:00:00Z     | false
          What ends within it ends the first time              | 01:00-02:30             |                  | Europe/Berlin | 2026-10-25T00:30:00Z     | false
          And is active again when the clocks are turned back  | 01:00-02:30             |                  | Europe/Berlin | 2026-10-25T01:00:00Z     | true
          Before 1970 it is the same                           | 08:00-18:00             | wednesday        | UTC           | 1969-12-31T17:59:00Z     | true
          """)
  void contains_aTime_isAsTheSentenceSays(
      String sentence,
      @Nullable String times,
      @Nullable String weekdays,
      String location,
      Instant time,
      boolean expected) {
    ActiveHours hours =
        new ActiveHours(
            times == null
                ? List.of()
                : Arrays.stream(times.split(" ", -1)).map(TimeRange::parse).toList(),
            weekdays == null
                ? List.of()
                : Arrays.stream(weekdays.split(" ", -1))
                    .map(day -> DayOfWeek.valueOf(day.toUpperCase(Locale.ROOT)))
                    .toList(),
            ZoneId.of(location));
    assertThat(hours.contains(time)).as(sentence).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"2026-03-29, 23", "2026-10-25, 25", "2026-11-21, 24"})
  void contains_aDayOfBerlin_isActiveForAsManyHoursAsItHas(String day, int hours) {
    Instant noon = Instant.parse(day + "T12:00:00Z");
    ActiveHours ofTheDay =
        new ActiveHours(
            List.of(TimeRange.parse("00:00-24:00")),
            List.of(noon.atZone(ZoneId.of("UTC")).getDayOfWeek()),
            ZoneId.of("Europe/Berlin"));
    long active = 0;
    for (int minute = -24 * 60; minute < 24 * 60; minute++) {
      active += ofTheDay.contains(noon.plus(Duration.ofMinutes(minute))) ? 1 : 0;
    }
    assertThat(active).isEqualTo(hours * 60L);
  }

  @Test
  void of_theSameHours_isTheSameWhateverTheOrder() {
    ZoneId utc = ActiveHours.DEFAULT_LOCATION;
    ActiveHours hours =
        new ActiveHours(List.of(), List.of(DayOfWeek.SUNDAY, DayOfWeek.MONDAY), utc);
    assertThat(hours)
        .isEqualTo(
            new ActiveHours(
                List.of(), List.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY, DayOfWeek.MONDAY), utc))
        .hasToString("ActiveHours[times=[], weekdays=[MONDAY, SUNDAY], location=UTC]");
    assertThat(hours.isAlways()).isFalse();
    assertThat(ActiveHours.ALWAYS.isAlways()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"08:00-18:00", "00:00-24:00", "23:59-24:00", "09:05-09:06"})
  void parse_aRange_isWrittenAsItWas(String text) {
    assertThat(TimeRange.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "8:00-18:00  | must be from one time to another, such as 08:00-18:00",
        "08:00       | must be from one time to another",
        "08:00-25:00 | must be from one time to another",
        "08:60-10:00 | must be from one time to another",
        "24:01-24:02 | must be from one time to another",
        "x08:00-18:00| must be from one time to another",
        "08:00-18:00:00 | must be from one time to another",
        "08:00-08:00 | 08:00-08:00 is no time at all: the end is exclusive",
        "22:00-06:00 | 22:00-06:00 ends before it begins: over midnight, write two, 22:00-24:00 and 00:00-06:00",
      })
  void parse_anythingElse_saysWhatWouldBeRight(String text, String message) {
    assertThatThrownBy(() -> TimeRange.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }
}
