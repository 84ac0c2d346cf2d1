package dev.tocsin.routing.event;

import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.event.AlertEvent.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What happens to an alert when its source speaks of it. A source that says the same again, as
 * Prometheus does with a later end each time, makes no event.
 */
public final class AlertChanges {
  private AlertChanges() {}

  /**
   * The events, in the order in which they happened.
   *
   * @param known the alert as it was; empty when it was not known
   * @param merged as it is now
   */
  public static List<AlertEvent> between(Optional<Alert> known, Alert merged, Instant now) {
    if (known.filter(merged::equals).isPresent()) {
      return List.of();
    }
    return Stream.concat(
            known.flatMap(before -> timeOut(before, now)).stream(),
            known
                .map(before -> kind(before, merged, now))
                .orElseGet(() -> Optional.of(first(merged, now)))
                .map(kind -> AlertEvent.of(merged, kind, now))
                .stream())
        .toList();
  }

  /** The time-out of an alert whose end has passed since its source last spoke of it. */
  public static Optional<AlertEvent> timeOut(Alert alert, Instant now) {
    return alert
        .endsAt()
        .filter(end -> !end.isAfter(now) && end.isAfter(alert.updatedAt()))
        .map(end -> AlertEvent.of(alert, Kind.TIMED_OUT, end));
  }

  private static Kind first(Alert merged, Instant now) {
    return merged.isResolvedAt(now) ? Kind.RESOLVED : Kind.STARTED;
  }

  private static Optional<Kind> kind(Alert before, Alert merged, Instant now) {
    boolean fired = !before.isResolvedAt(now);
    if (merged.isResolvedAt(now)) {
      return fired || !before.startsAt().equals(merged.startsAt())
          ? Optional.of(Kind.RESOLVED)
          : Optional.of(Kind.END_CHANGED).filter(kind -> !before.endsAt().equals(merged.endsAt()));
    }
    if (!fired) {
      return Optional.of(Kind.STARTED);
    }
    return Optional.of(Kind.UPDATED)
        .filter(kind -> !before.annotations().equals(merged.annotations()));
  }
}
