package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.notifier.flush.PlaceFlushes.Places;
import dev.tocsin.notifier.meter.SuppressedMeters;
import dev.tocsin.routing.flush.IntegrationDecision;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.flush.Skip;
import dev.tocsin.routing.group.Flushed;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Leaving;
import dev.tocsin.routing.group.Notified;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Saves what flushes decided, within the caller's transaction. */
@Singleton
class SaveFlushes {
  private final PlaceFlushes place;
  private final Groups groups;
  private final Deliveries deliveries;
  private final FlushSettings settings;
  private final SuppressedMeters suppressed;

  SaveFlushes(
      PlaceFlushes place,
      Groups groups,
      Deliveries deliveries,
      FlushSettings settings,
      SuppressedMeters suppressed) {
    this.place = place;
    this.groups = groups;
    this.deliveries = deliveries;
    this.settings = settings;
    this.suppressed = suppressed;
  }

  /** Returns the deliveries that may be sent at once: under the lease, if there is one. */
  List<Delivery> run(
      List<DecidedFlush> decided, WaitingDeliveries waiting, Optional<Lease> lease, Instant now) {
    Places places = place.run(decided, waiting, now);
    deliveries.saveGroups(places.superseded(), now);
    lease.ifPresentOrElse(
        held -> deliveries.addLeased(places.made(), held), () -> deliveries.add(places.made()));
    groups.record(decided.stream().flatMap(flush -> FlushRecords.of(flush).stream()).toList());
    groups.log(decided.stream().flatMap(this::notifiedBySkips).toList());
    groups.leave(leaving(decided, places.underWay()));
    groups.flushed(decided.stream().map(SaveFlushes::flushed).toList(), now);
    suppressed.flushed(decided.stream().map(DecidedFlush::flush).toList());
    return places.made().stream().filter(delivery -> delivery.reason() == Reason.READY).toList();
  }

  /**
   * Where only ends could be said and are not wanted, the integration counts as notified; where all
   * is acknowledged, what it knows is kept for longer.
   */
  private Stream<Notified> notifiedBySkips(DecidedFlush flush) {
    return flush.outcome().decisions().stream()
        .flatMap(
            decision -> logOfSkip(decision).map(log -> notified(flush, decision, log)).stream());
  }

  private static Optional<NotificationLog> logOfSkip(IntegrationDecision decision) {
    return decision.decision() instanceof Skip skip ? skip.log() : Optional.empty();
  }

  private Notified notified(DecidedFlush flush, IntegrationDecision decision, NotificationLog log) {
    return new Notified(
        flush.flush().group(),
        decision.integration().key(),
        log,
        flush.flush().at().plus(settings.keptFor(flush.flush().route().repeatInterval())));
  }

  /** Where a delivery is made or under way, resolved alerts stay until it has succeeded. */
  private static List<Leaving> leaving(List<DecidedFlush> decided, Set<UUID> underWay) {
    return decided.stream()
        .filter(flush -> !flush.outcome().departures().afterDelivery())
        .filter(flush -> !underWay.contains(flush.flush().group()))
        .flatMap(SaveFlushes::resolved)
        .toList();
  }

  private static Stream<Leaving> resolved(DecidedFlush flush) {
    return flush.outcome().departures().resolved().stream()
        .map(alert -> new Leaving(flush.flush().group(), alert.fingerprint(), alert.updatedAt()));
  }

  private static Flushed flushed(DecidedFlush flush) {
    return new Flushed(flush.flush().group(), flush.flush().number(), flush.outcome().nextFlush());
  }
}
