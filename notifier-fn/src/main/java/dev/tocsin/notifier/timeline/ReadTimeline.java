package dev.tocsin.notifier.timeline;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.timeline.TimelineCursor;
import dev.tocsin.routing.timeline.TimelineEntry;
import dev.tocsin.routing.timeline.TimelinePage;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads the history of an alert. */
@Singleton
public class ReadTimeline {
  /** Entries of other instances may be this much ahead of this one's clock. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(1);

  private final Transactions transactions;
  private final RoutedAlerts alerts;
  private final AlertEvents events;
  private final FindEntries find;
  private final Deliveries deliveries;
  private final InstantSource clock;

  ReadTimeline(
      Transactions transactions,
      RoutedAlerts alerts,
      AlertEvents events,
      FindEntries find,
      Deliveries deliveries,
      InstantSource clock) {
    this.transactions = transactions;
    this.alerts = alerts;
    this.events = events;
    this.find = find;
    this.deliveries = deliveries;
    this.clock = clock;
  }

  /**
   * A page of the history.
   *
   * @param after the end of the page before
   * @return empty when nothing is known of such an alert
   */
  public Optional<AlertTimeline> run(
      Fingerprint fingerprint, Optional<TimelineCursor> after, int limit) {
    return transactions.inOne(() -> {
      Instant now = clock.instant();
      Optional<Alert> alert =
          Optional.ofNullable(alerts.find(List.of(fingerprint)).get(fingerprint));
      return alert
          .map(Alert::labels)
          .or(() -> lastEvent(fingerprint, now).map(AlertEvent::labels))
          .map(labels -> timeline(labels, alert, after, limit, now));
    });
  }

  private Optional<AlertEvent> lastEvent(Fingerprint fingerprint, Instant now) {
    return events.of(fingerprint, now.plus(CLOCKS_APART), 1).stream().findFirst();
  }

  private AlertTimeline timeline(
      Labels labels,
      Optional<Alert> alert,
      Optional<TimelineCursor> after,
      int limit,
      Instant now) {
    FindEntries.Range range =
        new FindEntries.Range(
            after.map(TimelineCursor::before).orElse(now.plus(CLOCKS_APART)),
            TimelinePage.needed(after, limit),
            now);
    TimelinePage page = TimelinePage.of(find.run(labels, alert, range), after, limit);
    return new AlertTimeline(labels, page, deliveries(page));
  }

  private Map<UUID, Delivery> deliveries(TimelinePage page) {
    List<UUID> ids =
        page.entries().stream()
            .filter(TimelineEntry.Decided.class::isInstance)
            .map(entry -> ((TimelineEntry.Decided) entry).decision())
            .filter(FlushRecord::notifies)
            .map(AlertTimeline::deliveryId)
            .toList();
    return deliveries.find(ids).stream().collect(toMap(Delivery::id, identity()));
  }
}
