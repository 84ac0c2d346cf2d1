package dev.tocsin.notifier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Line;
import dev.tocsin.core.delivery.Place;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.ingest.Decoded.Illegible;
import dev.tocsin.notifier.ingest.Decoded.Legible;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes the events of one message: all of it is committed, or nothing. */
@Singleton
class IngestTransaction {
  private final Transactions transactions;
  private final ConsumedEvents consumed;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final DeadLetters letters;
  private final Drafts drafts;
  private final NotifierConfiguration configuration;
  private final FaultPoints faults;
  private final InstantSource clock;

  IngestTransaction(
      Transactions transactions,
      ConsumedEvents consumed,
      Outbox outbox,
      Deliveries deliveries,
      DeadLetters letters,
      Drafts drafts,
      NotifierConfiguration configuration,
      FaultPoints faults,
      InstantSource clock) {
    this.transactions = transactions;
    this.consumed = consumed;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.letters = letters;
    this.drafts = drafts;
    this.configuration = configuration;
    this.faults = faults;
    this.clock = clock;
  }

  /** Takes a message's events. Returns how many were taken for the first time. */
  int take(List<Decoded> events) {
    int taken = transactions.inOne(() -> takeNew(events, clock.instant()));
    faults.reach(FaultPoint.AFTER_COMMIT);
    return taken;
  }

  /** Makes the delivery of one event, whether it was taken before or not. */
  void takeAgain(Legible event) {
    transactions.inOne(() -> {
      line(List.of(drafts.of(event, 1, clock.instant())), clock.instant());
      return 1;
    });
  }

  private int takeNew(List<Decoded> events, Instant now) {
    Set<UUID> ids = events.stream().flatMap(e -> id(e).stream()).collect(Collectors.toSet());
    Set<UUID> taken = consumed.take(QueueName.NOTIFY, ids, now);
    Set<UUID> left = new HashSet<>(taken);
    List<Delivery> drafted = new ArrayList<>();
    List<DeadLetter> dead = new ArrayList<>();
    for (Decoded event : events) {
      // An event without identity is kept by its content; one given twice counts once.
      if (id(event).map(left::remove).orElse(true)) {
        draft(event, drafted.size() + 1, now, drafted, dead);
      }
    }
    faults.reach(FaultPoint.AFTER_LOAD);
    line(drafted, now);
    letters.add(dead);
    outbox.consumed(QueueName.NOTIFY, ids);
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return taken.size();
  }

  private void draft(
      Decoded event, int arrival, Instant now, List<Delivery> drafted, List<DeadLetter> dead) {
    switch (event) {
      case Legible legible -> drafted.add(drafts.of(legible, arrival, now));
      case Illegible illegible -> {
        dead.add(letter(illegible, now));
        illegible
            .eventId()
            .flatMap(id ->
                illegible
                    .place()
                    .map(spot -> drafts.keepingPlace(id, spot, illegible, arrival, now)))
            .ifPresent(drafted::add);
      }
    }
  }

  private static DeadLetter letter(Illegible event, Instant now) {
    byte[] raw = event.raw().getBytes(UTF_8);
    return new DeadLetter(
        UUID.nameUUIDFromBytes(raw),
        new DeadLetter.Source.Event(QueueName.NOTIFY.code()),
        event.reason(),
        event.detail(),
        RawBytes.of(raw),
        now,
        Optional.empty());
  }

  private static Optional<UUID> id(Decoded event) {
    return switch (event) {
      case Legible legible -> Optional.of(legible.event().eventId());
      case Illegible illegible -> illegible.eventId();
    };
  }

  /** Puts newcomers into their lines, each with the reason for which it stands there. */
  private void line(List<Delivery> newcomers, Instant now) {
    if (newcomers.isEmpty()) {
      return;
    }
    Map<Fingerprint, List<Place>> byLine =
        newcomers.stream()
            .collect(
                Collectors.groupingBy(
                    Delivery::fingerprint,
                    Collectors.mapping(Delivery::place, Collectors.toList())));
    List<Line> lines = deliveries.lock(byLine.keySet());
    Set<UUID> told = told(newcomers);
    List<Line.Step> steps =
        lines.stream()
            .map(line -> with(line, byLine.getOrDefault(line.fingerprint(), List.of()), told))
            .map(line -> line.step(Map.of()))
            .toList();
    Map<UUID, Reason> reasons = new HashMap<>();
    steps.forEach(step -> reasons.putAll(step.changes()));
    deliveries.add(newcomers.stream().map(one -> because(one, reasons)).toList());
    Set<UUID> added = newcomers.stream().map(Delivery::id).collect(Collectors.toSet());
    deliveries.save(
        steps.stream().map(step -> step.without(added)).toList(),
        now,
        now.plus(configuration.settings().deadline()));
  }

  /** Only for resolutions does it matter who was told. */
  private Set<UUID> told(List<Delivery> newcomers) {
    Set<UUID> resolved =
        newcomers.stream()
            .map(Delivery::place)
            .filter(place -> place.kind() == Kind.RESOLVED)
            .map(Place::alertId)
            .collect(Collectors.toSet());
    return resolved.isEmpty() ? Set.of() : deliveries.told(resolved);
  }

  /** Newcomers arrive after all those that stand in line. */
  private static Line with(Line line, List<Place> newcomers, Set<UUID> told) {
    long last = line.places().stream().mapToLong(Place::arrival).max().orElse(0);
    return line.with(
        newcomers.stream()
            .map(place ->
                new Place(
                    place.id(),
                    place.alertId(),
                    place.seq(),
                    place.kind(),
                    last + place.arrival(),
                    place.reason()))
            .toList(),
        told);
  }

  private static Delivery because(Delivery newcomer, Map<UUID, Reason> reasons) {
    return newcomer.because(reasons.getOrDefault(newcomer.id(), newcomer.reason()));
  }
}
