package dev.tocsin.notifier.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.overdue.AwaitResponses;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.event.AlertChanges;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.event.AlertEvent.Kind;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.routing.state.Acknowledgement.Cause;
import dev.tocsin.routing.state.Acknowledgement.End;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.routing.state.SeverityRise;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records what happened to alerts, ends acknowledgements that this ends, and awaits reactions,
 * within the caller's transaction. Alerts whose sources only repeat themselves cost nothing.
 */
@Singleton
class RecordChanges {
  private final AlertEvents events;
  private final Acknowledgements acknowledgements;
  private final AwaitResponses responses;

  RecordChanges(AlertEvents events, Acknowledgements acknowledgements, AwaitResponses responses) {
    this.events = events;
    this.acknowledgements = acknowledgements;
    this.responses = responses;
  }

  /**
   * @param known the alerts as they were, those that were known
   * @param merged as they are now
   */
  void run(Map<Fingerprint, Alert> known, Collection<Alert> merged, Routing routing, Instant now) {
    List<AlertEvent> changes =
        merged.stream()
            .flatMap(alert ->
                AlertChanges.between(
                    Optional.ofNullable(known.get(alert.fingerprint())), alert, now)
                    .stream())
            .toList();
    if (changes.isEmpty()) {
      return;
    }
    events.append(changes);
    int unused = acknowledgements.end(ofOtherOccurrences(changes), end(now, Cause.RESOLVED));
    List<Fingerprint> lower = ofLowerSeverity(changes);
    if (acknowledgements.end(lower, end(now, Cause.SEVERITY_ROSE)) > 0) {
      responses.acknowledgedNoMore(lower, now);
    }
    responses.changed(changes, routing);
  }

  private static End end(Instant now, Cause cause) {
    return new End(now, cause, "");
  }

  private static List<Fingerprint> ofOtherOccurrences(List<AlertEvent> changes) {
    return changes.stream()
        .filter(change -> change.kind() != Kind.UPDATED)
        .map(AlertEvent::fingerprint)
        .toList();
  }

  private static List<Fingerprint> ofLowerSeverity(List<AlertEvent> changes) {
    return changes.stream()
        .filter(change -> change.kind() == Kind.STARTED)
        .flatMap(change -> SeverityRise.lower(change.labels()).stream())
        .map(Labels::fingerprint)
        .toList();
  }
}
