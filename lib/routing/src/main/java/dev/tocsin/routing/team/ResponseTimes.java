package dev.tocsin.routing.team;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * By when someone must react to alerts, by the label {@code severity}.
 *
 * @param bySeverity one for each severity
 * @param grace no alert is overdue earlier than this after its start: a person must have had the
 *     time to read of it, also where "at once" is asked for
 */
public record ResponseTimes(Map<Severity, ResponseTime> bySeverity, Duration grace) {
  public static final ResponseTimes DEFAULT =
      new ResponseTimes(
          Map.of(
              Severity.CRITICAL, new ResponseTime.Within(Duration.ZERO),
              Severity.HIGH, new ResponseTime.Within(Duration.ofMinutes(15)),
              Severity.MEDIUM, new ResponseTime.Within(Duration.ofHours(1)),
              Severity.LOW, new ResponseTime.NextBusinessDay()),
          Duration.ofMinutes(5));

  public ResponseTimes {
    bySeverity = Map.copyOf(bySeverity);
  }

  /** The response time of an alert; empty for one without a severity that has one. */
  public Optional<ResponseTime> of(Labels alert) {
    return Severity.of(alert).flatMap(severity -> Optional.ofNullable(bySeverity.get(severity)));
  }

  /** When an alert that started at a time is overdue; empty where no time is set for it. */
  public Optional<Instant> overdueAt(Labels alert, Instant start, WorkingCalendar calendar) {
    Instant earliest = start.plus(grace);
    return of(alert)
        .map(time -> time.dueAfter(start, calendar))
        .map(due -> due.isBefore(earliest) ? earliest : due);
  }
}
