package dev.tocsin.evaluator.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.engine.rule.ActiveHours;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The hours in which a rule holds.
 *
 * @param times such as 08:00-18:00, the end exclusive; empty: all day
 * @param weekdays such as monday; empty: every day
 * @param location the time zone of IANA in which they are meant
 */
@Serdeable
record ShownActiveHours(
    @JsonInclude(JsonInclude.Include.ALWAYS) List<String> times,
    @JsonInclude(JsonInclude.Include.ALWAYS) List<String> weekdays,
    String location) {
  /** None of a rule that holds at all hours. */
  static @Nullable ShownActiveHours of(ActiveHours hours) {
    return hours.isAlways()
        ? null
        : new ShownActiveHours(
            hours.times().stream().map(ActiveHours.TimeRange::toString).toList(),
            hours.weekdays().stream().map(ActiveHours::code).toList(),
            hours.location().getId());
  }
}
