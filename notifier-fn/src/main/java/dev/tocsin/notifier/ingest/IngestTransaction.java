package dev.tocsin.notifier.ingest;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.platform.deadletter.DeadLetterWriter;
import dev.tocsin.platform.queue.MessageDecoder;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Takes the events of one message: all of it is committed, or nothing. */
@Singleton
class IngestTransaction {
  private final MessageDecoder decoder;
  private final Transactions transactions;
  private final ConsumedEvents consumed;
  private final Outbox outbox;
  private final Deliveries deliveries;
  private final DeadLetterWriter putAside;
  private final DeliveryFactory drafts;
  private final NotifierConfiguration configuration;
  private final FaultPoints faults;
  private final InstantSource clock;

  IngestTransaction(
      MessageDecoder decoder,
      Transactions transactions,
      ConsumedEvents consumed,
      Outbox outbox,
      Deliveries deliveries,
      DeadLetterWriter putAside,
      DeliveryFactory drafts,
      NotifierConfiguration configuration,
      FaultPoints faults,
      InstantSource clock) {
    this.decoder = decoder;
    this.transactions = transactions;
    this.consumed = consumed;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.putAside = putAside;
    this.drafts = drafts;
    this.configuration = configuration;
    this.faults = faults;
    this.clock = clock;
  }

  /** Takes a message's events. Returns how many were taken for the first time. */
  int take(String body) {
    int taken = transactions.inOne(() -> takeNew(body, clock.instant()));
    faults.reach(FaultPoint.AFTER_COMMIT);
    return taken;
  }

  /** Makes the delivery of one event, whether it was taken before or not. */
  void takeAgain(Message event) {
    transactions.inOne(() -> {
      Instant now = clock.instant();
      line(List.of(drafts.of(event, 1, now)), now);
      return 1;
    });
  }

  private int takeNew(String body, Instant now) {
    Decoded decoded = decoder.decode(QueueName.NOTIFY, body, now);
    Set<UUID> taken = consumed.take(QueueName.NOTIFY, decoded.ids(), now);
    faults.reach(FaultPoint.AFTER_LOAD);
    line(drafts(decoded, taken, now), now);
    putAside.save(decoded.deadLetters(), now);
    outbox.consumed(QueueName.NOTIFY, decoded.ids());
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return taken.size();
  }

  private List<Delivery> drafts(Decoded decoded, Set<UUID> taken, Instant now) {
    Set<UUID> left = new HashSet<>(taken);
    List<Delivery> drafted = new ArrayList<>();
    for (Message event : decoded.events()) {
      if (left.remove(event.eventId())) {
        drafted.add(drafts.of(event, drafted.size() + 1, now));
      }
    }
    for (MessageDecoder.Refused event : decoded.refused()) {
      if (event.eventId().filter(left::remove).isPresent()) {
        drafts.keepingPlace(event, drafted.size() + 1, now).ifPresent(drafted::add);
      }
    }
    return drafted;
  }

  /** Puts newcomers into their lines, each with the reason for which it stands there. */
  private void line(List<Delivery> newcomers, Instant now) {
    if (newcomers.isEmpty()) {
      return;
    }
    Map<Fingerprint, List<QueuedDelivery>> byLine =
        newcomers.stream()
            .collect(
                Collectors.groupingBy(
                    Delivery::fingerprint,
                    Collectors.mapping(Delivery::place, Collectors.toList())));
    List<DeliverySequence> lines = deliveries.lock(byLine.keySet());
    Set<UUID> told = told(newcomers);
    List<DeliverySequence.Step> steps =
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
        now.plus(configuration.sending().deadline()));
  }

  /** Only for resolutions does it matter who was told. */
  private Set<UUID> told(List<Delivery> newcomers) {
    Set<UUID> resolved =
        newcomers.stream()
            .map(Delivery::place)
            .filter(place -> place.kind() == Kind.RESOLVED)
            .map(QueuedDelivery::alertId)
            .collect(Collectors.toSet());
    return resolved.isEmpty() ? Set.of() : deliveries.told(resolved);
  }

  /** Newcomers arrive after all those that stand in line. */
  private static DeliverySequence with(DeliverySequence line, List<QueuedDelivery> newcomers, Set<UUID> told) {
    long last = line.places().stream().mapToLong(QueuedDelivery::arrival).max().orElse(0);
    return line.with(
        newcomers.stream()
            .map(place ->
                new QueuedDelivery(
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
