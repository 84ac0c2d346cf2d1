package dev.tocsin.routing.config.additions;

import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.routing.team.ResponseTime;
import dev.tocsin.routing.team.ResponseTimes;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Reads {@code response_times}. */
final class ResponseTimeFields {
  private static final String NAME = "response_times";

  private ResponseTimeFields() {}

  static ResponseTimes read(Fields fields, Duration grace) {
    Map<Severity, ResponseTime> times = new EnumMap<>(ResponseTimes.DEFAULT.bySeverity());
    fields
        .optional(NAME, Shape.mapping(NAME, ResponseTimeFields::bySeverity))
        .ifPresent(times::putAll);
    return new ResponseTimes(times, grace);
  }

  private static Optional<Map<Severity, ResponseTime>> bySeverity(Fields fields) {
    Map<Severity, ResponseTime> times = new EnumMap<>(Severity.class);
    for (Severity severity : Severity.values()) {
      fields
          .optional(severity.code(), Shape.asWritten().as(ResponseTimeFields::time))
          .ifPresent(time -> times.put(severity, time));
    }
    return fields.build(() -> times);
  }

  private static ResponseTime time(String text) {
    if (text.equals(ResponseTime.NextBusinessDay.TEXT)) {
      return new ResponseTime.NextBusinessDay();
    }
    return DurationText.parse(text)
        .<ResponseTime>map(ResponseTime.Within::new)
        .orElseThrow(() ->
            new IllegalArgumentException(
                "must be a time such as 0s, 15m or 1h30m, or %s, not \"%s\""
                    .formatted(ResponseTime.NextBusinessDay.TEXT, text)));
  }
}
