package dev.tocsin.notifier.view;

import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.silence.SilenceState;
import dev.tocsin.routing.silence.SilenceStore;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * How many alerts and silences there are in each state, as meters with Alertmanager's names, and
 * how many alerts are overdue. They are counted when they are asked for, and not again for some
 * seconds. Thread-safe.
 */
@Singleton
public class StateMeters {
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final AlertStates alerts;
  private final SilenceStore silences;
  private final ResponseTimers responses;
  private final MeterRegistry meters;
  private final InstantSource clock;

  private Counts last = new Counts(Instant.MIN, 0, 0, 0, Map.of());

  StateMeters(
      AlertStates alerts,
      SilenceStore silences,
      ResponseTimers responses,
      MeterRegistry meters,
      InstantSource clock) {
    this.alerts = alerts;
    this.silences = silences;
    this.responses = responses;
    this.meters = meters;
    this.clock = clock;
  }

  private record Counts(
      Instant at, long active, long suppressed, int overdue, Map<SilenceState, Long> silences) {}

  /** Makes the meters; for a process whose meters are read. */
  public void register() {
    for (String name : List.of("alertmanager.alerts", "alertmanager.marked.alerts")) {
      gauge(name, "active", () -> counts().active());
      gauge(name, "suppressed", () -> counts().suppressed());
      // What mutes an alert is found when it is asked for.
      gauge(name, "unprocessed", () -> 0);
    }
    Gauge unused =
        Gauge.builder("tocsin.alerts.overdue", () -> counts().overdue()).register(meters);
    for (SilenceState state : SilenceState.values()) {
      gauge(
          "alertmanager.silences",
          state.name().toLowerCase(Locale.ROOT),
          () -> Optional.ofNullable(counts().silences().get(state)).orElse(0L));
    }
  }

  private void gauge(String name, String state, Supplier<Number> value) {
    Gauge unused = Gauge.builder(name, value).tag("state", state).register(meters);
  }

  private synchronized Counts counts() {
    Instant now = clock.instant();
    if (last.at().isBefore(now.minus(KEPT))) {
      last = count(now);
    }
    return last;
  }

  private Counts count(Instant now) {
    long suppressed = 0;
    long active = 0;
    for (AlertState state : alerts.alerts()) {
      if (state.isMuted()) {
        suppressed++;
      } else {
        active++;
      }
    }
    Map<SilenceState, Long> states = new EnumMap<>(SilenceState.class);
    silences.all().forEach(silence -> states.merge(silence.stateAt(now), 1L, Long::sum));
    return new Counts(now, active, suppressed, responses.countOverdue(now), states);
  }
}
