package dev.tocsin.notifier.timeline;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.event.AlertChanges;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.routing.explain.DecisionSentence;
import dev.tocsin.routing.group.FlushHistory;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.route.Route;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.routing.timeline.TimelineEntry;
import dev.tocsin.routing.timeline.TimelineEntry.Acknowledged;
import dev.tocsin.routing.timeline.TimelineEntry.AcknowledgementEnded;
import dev.tocsin.routing.timeline.TimelineEntry.Decided;
import dev.tocsin.routing.timeline.TimelineEntry.Happened;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Finds the entries of a timeline, of each kind the newest within a range. Decisions are those on
 * the groups that the configuration in force makes of the alert.
 */
@Singleton
class FindEntries {
  private final ActiveRouting active;
  private final AlertEvents events;
  private final FlushHistory history;
  private final Acknowledgements acknowledgements;

  FindEntries(
      ActiveRouting active,
      AlertEvents events,
      FlushHistory history,
      Acknowledgements acknowledgements) {
    this.active = active;
    this.events = events;
    this.history = history;
    this.acknowledgements = acknowledgements;
  }

  /**
   * Which entries are wanted.
   *
   * @param before only those before this time
   * @param limit of each kind
   */
  record Range(Instant before, int limit, Instant now) {}

  List<TimelineEntry> run(Labels labels, Optional<Alert> alert, Range range) {
    return Stream.of(
            happened(labels, alert, range), decided(labels, range), acknowledged(labels, range))
        .flatMap(identity())
        .filter(entry -> entry.at().isBefore(range.before()))
        .toList();
  }

  private Stream<TimelineEntry> happened(Labels labels, Optional<Alert> alert, Range range) {
    return Stream.concat(
            alert.flatMap(known -> AlertChanges.timeOut(known, range.now())).stream(),
            events.of(labels.fingerprint(), range.before(), range.limit()).stream())
        .map(Happened::new);
  }

  private Stream<TimelineEntry> decided(Labels labels, Range range) {
    Map<UUID, Route> routes =
        active.now().routesOf(labels).stream()
            .collect(toMap(route -> GroupRef.of(route, labels).id(), identity()));
    return history
        .ofAlert(routes.keySet(), labels.fingerprint(), range.before(), range.limit())
        .stream()
        .flatMap(decision ->
            Optional.ofNullable(routes.get(decision.group()))
                .map(route -> decided(decision, route, range.now()))
                .stream());
  }

  private static TimelineEntry decided(FlushRecord decision, Route route, Instant now) {
    return new Decided(
        decision, DecisionSentence.of(decision, Optional.empty(), route.repeatInterval(), now));
  }

  private Stream<TimelineEntry> acknowledged(Labels labels, Range range) {
    return acknowledgements.of(labels.fingerprint(), range.before(), range.limit()).stream()
        .flatMap(known ->
            known.holdsAt(range.now())
                ? Stream.of(new Acknowledged(known))
                : Stream.of(new AcknowledgementEnded(known), new Acknowledged(known)));
  }
}
