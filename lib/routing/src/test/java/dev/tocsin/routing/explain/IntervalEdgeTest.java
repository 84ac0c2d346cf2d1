package dev.tocsin.routing.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.routing.flush.IntervalState;
import dev.tocsin.routing.interval.TimeInterval;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IntervalEdgeTest {
  private static final Map<String, TimeInterval> INTERVALS =
      Configurations.read(
              """
              route: {receiver: r}
              receivers: [{name: r}]
              time_intervals:
              - name: nights
                time_intervals:
                - times: [{start_time: '22:00', end_time: '24:00'}, {start_time: '00:00', end_time: '06:00'}]
              - name: sundays
                time_intervals: [{weekdays: ['sunday'], location: 'Europe/Berlin'}]
              - name: year
                time_intervals: [{years: ['2030']}]
              """)
          .intervals();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a night begins in the evening                  | nights  | 2026-11-30T12:00:10Z | 2026-11-30T22:00:00Z
          it goes on over midnight                       | nights  | 2026-11-30T23:00:00Z | 2026-12-01T06:00:00Z
          its first minute belongs to it                 | nights  | 2026-11-30T22:00:00Z | 2026-12-01T06:00:00Z
          the minute before is the last outside          | nights  | 2026-11-30T21:59:59Z | 2026-11-30T22:00:00Z
          a day begins by its own time zone              | sundays | 2026-11-30T12:00:00Z | 2026-12-05T23:00:00Z
          what begins in years is too far away           | year    | 2026-11-30T12:00:00Z |
          """)
  void after_time_isTheFirstMinuteOfAnotherState(
      String why, String interval, Instant now, @Nullable Instant edge) {
    assertThat(IntervalEdge.after(now, time -> state(interval, time)))
        .isEqualTo(Optional.ofNullable(edge));
  }

  private static IntervalState state(String interval, Instant time) {
    boolean isWithin = INTERVALS.getOrDefault(interval, TimeInterval.NEVER).contains(time);
    return new IntervalState(List.of(), isWithin ? List.of(interval) : List.of());
  }
}
