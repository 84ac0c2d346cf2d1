package dev.tocsin.notifier.overdue;

import static java.util.Collections.max;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Begins and ends to await reactions to alerts, within the transaction that holds the alerts. */
@Singleton
public class AwaitResponses {
  private final ResponseTimers timers;

  AwaitResponses(ResponseTimers timers) {
    this.timers = timers;
  }

  /**
   * A reaction is awaited to what has started, and no more to what has ended.
   *
   * @param events in the order in which they happened
   */
  public void changed(Collection<AlertEvent> events, Routing routing) {
    Map<Fingerprint, AlertEvent> last = new LinkedHashMap<>();
    events.stream()
        .filter(event -> event.kind() != AlertEvent.Kind.UPDATED)
        .filter(event -> routing.responseTimes().of(event.labels()).isPresent())
        .forEach(event -> last.put(event.fingerprint(), event));
    timers.save(
        last.values().stream()
            .filter(AwaitResponses::starts)
            .flatMap(event -> timer(event, routing).stream())
            .toList());
    timers.remove(
        last.values().stream()
            .filter(event -> !starts(event))
            .map(AlertEvent::fingerprint)
            .toList());
  }

  private static boolean starts(AlertEvent event) {
    return event.kind() == AlertEvent.Kind.STARTED;
  }

  /** Nobody can react to an alert before it is known here. */
  private static Optional<ResponseTimer> timer(AlertEvent event, Routing routing) {
    Instant since = max(List.of(event.startsAt(), event.at()));
    return routing
        .overdueAt(event.labels(), since)
        .map(due -> ResponseTimer.waiting(event.fingerprint(), since, due));
  }

  /** Somebody has acknowledged an alert: nothing is awaited until then. */
  public void acknowledged(Fingerprint alert, Instant until) {
    timers.lookAt(List.of(alert), until);
  }

  /** Acknowledgements have ended while their alerts go on firing. */
  public void acknowledgedNoMore(Collection<Fingerprint> alerts, Instant now) {
    timers.lookAt(alerts, now);
  }
}
