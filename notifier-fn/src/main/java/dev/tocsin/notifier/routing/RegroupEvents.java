package dev.tocsin.notifier.routing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.group.FlushCall;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Puts the events on which no flush has decided where a new configuration wants them, within the
 * caller's transaction. Those that a flush let pass are sent to where it decided.
 */
@Singleton
class RegroupEvents {
  private static final UUID NO_LEASE = new UUID(0, 0);

  private final Deliveries deliveries;
  private final RoutedAlerts alerts;

  RegroupEvents(Deliveries deliveries, RoutedAlerts alerts) {
    this.deliveries = deliveries;
    this.alerts = alerts;
  }

  /** Returns the calls for flushes of the groups in which events wait now. */
  List<FlushCall> run(Routing routing, Instant now) {
    Map<UUID, List<Delivery>> events =
        deliveries.undecided().stream()
            .collect(
                groupingBy(delivery -> event(delivery).eventId(), LinkedHashMap::new, toList()));
    Map<Fingerprint, Alert> known =
        alerts.find(
            events.values().stream()
                .map(copies -> event(copies.getFirst()).fingerprint())
                .distinct()
                .toList());
    Moves moves = new Moves(new HashMap<>(), new ArrayList<>(), new ArrayList<>());
    List<FlushCall> calls = new ArrayList<>();
    events.forEach((id, copies) -> {
      Alert alert = known.get(event(copies.getFirst()).fingerprint());
      List<EventPlace> places = alert == null ? List.of() : routing.eventPlaces(alert.labels());
      moves.add(copies, places, now);
      places.forEach(place -> calls.add(place.call(routing, now)));
    });
    deliveries.regroup(moves.regrouped());
    deliveries.add(moves.added());
    deliveries.record(moves.ended(), NO_LEASE, now);
    return calls;
  }

  private static AlertEvent event(Delivery delivery) {
    return delivery.event().orElseThrow();
  }

  /**
   * What becomes of events.
   *
   * @param regrouped the new groups of deliveries at integrations that stay
   * @param added deliveries at further integrations
   * @param ended those at integrations that are there no longer
   */
  private record Moves(Map<UUID, UUID> regrouped, List<Delivery> added, List<AttemptResult> ended) {
    /**
     * @param copies the deliveries of one event, one at each integration
     */
    void add(List<Delivery> copies, List<EventPlace> places, Instant now) {
      Map<String, Delivery> left =
          new HashMap<>(copies.stream().collect(toMap(Delivery::receiver, identity())));
      for (EventPlace place : places) {
        GroupIntegration key = place.key();
        Delivery there = left.remove(key.receiver());
        if (there == null) {
          added.add(copies.getFirst().copiedTo(key));
        } else if (!there.groupIntegration().equals(key)) {
          regrouped.put(there.id(), key.group());
        }
      }
      left.values().forEach(gone -> ended.add(ended(gone, now)));
    }

    private static AttemptResult ended(Delivery gone, Instant now) {
      return new AttemptResult(
          gone.id(),
          Reason.RECEIVER_REMOVED,
          now,
          false,
          "the configuration in force sends no event of its alert to " + gone.receiver());
    }
  }
}
