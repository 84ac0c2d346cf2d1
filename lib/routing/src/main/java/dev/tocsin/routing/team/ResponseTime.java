package dev.tocsin.routing.team;

import dev.tocsin.core.yaml.DurationText;
import java.time.Duration;
import java.time.Instant;

/** How long after its start someone must have reacted to an alert. */
public sealed interface ResponseTime {
  /** By when someone must react to what started at a time. */
  Instant dueAfter(Instant start, WorkingCalendar calendar);

  /** The response time as a configuration writes it. */
  String text();

  /** A span of time, at any hour of any day. */
  record Within(Duration time) implements ResponseTime {
    @Override
    public Instant dueAfter(Instant start, WorkingCalendar calendar) {
      return start.plus(time);
    }

    @Override
    public String text() {
      return DurationText.of(time);
    }
  }

  /** By the end of the working hours of the next business day of the team. */
  record NextBusinessDay() implements ResponseTime {
    public static final String TEXT = "next_business_day";

    @Override
    public Instant dueAfter(Instant start, WorkingCalendar calendar) {
      return calendar.endOfNextBusinessDay(start);
    }

    @Override
    public String text() {
      return TEXT;
    }
  }
}
