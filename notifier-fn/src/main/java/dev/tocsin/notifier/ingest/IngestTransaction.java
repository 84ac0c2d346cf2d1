package dev.tocsin.notifier.ingest;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.Kind;
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
  private final DeadLetterWriter deadLetters;
  private final DeliveryFactory deliveryFactory;
  private final NotifierConfiguration configuration;
  private final FaultPoints faults;
  private final InstantSource clock;

  IngestTransaction(
      MessageDecoder decoder,
      Transactions transactions,
      ConsumedEvents consumed,
      Outbox outbox,
      Deliveries deliveries,
      DeadLetterWriter deadLetters,
      DeliveryFactory deliveryFactory,
      NotifierConfiguration configuration,
      FaultPoints faults,
      InstantSource clock) {
    this.decoder = decoder;
    this.transactions = transactions;
    this.consumed = consumed;
    this.outbox = outbox;
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
    this.deliveryFactory = deliveryFactory;
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
      sequence(List.of(deliveryFactory.of(event, 1, now)), now);
      return 1;
    });
  }

  private int takeNew(String body, Instant now) {
    Decoded decoded = decoder.decode(QueueName.NOTIFY, body, now);
    Set<UUID> taken = consumed.take(QueueName.NOTIFY, decoded.ids(), now);
    faults.reach(FaultPoint.AFTER_LOAD);
    sequence(deliveryFactory(decoded, taken, now), now);
    deadLetters.save(decoded.deadLetters(), now);
    outbox.consumed(QueueName.NOTIFY, decoded.ids());
    faults.reach(FaultPoint.BEFORE_COMMIT);
    return taken.size();
  }

  private List<Delivery> deliveryFactory(Decoded decoded, Set<UUID> taken, Instant now) {
    Set<UUID> left = new HashSet<>(taken);
    List<Delivery> drafted = new ArrayList<>();
    for (Message event : decoded.events()) {
      if (left.remove(event.eventId())) {
        drafted.add(deliveryFactory.of(event, drafted.size() + 1, now));
      }
    }
    for (MessageDecoder.Refused event : decoded.refused()) {
      if (event.eventId().filter(left::remove).isPresent()) {
        deliveryFactory.keepingPlace(event, drafted.size() + 1, now).ifPresent(drafted::add);
      }
    }
    return drafted;
  }

  /** Puts newcomers into their sequences, each with the reason for which it stands there. */
  private void sequence(List<Delivery> newcomers, Instant now) {
    if (newcomers.isEmpty()) {
      return;
    }
    Map<Fingerprint, List<QueuedDelivery>> byLine =
        newcomers.stream()
            .collect(
                Collectors.groupingBy(
                    Delivery::fingerprint,
                    Collectors.mapping(Delivery::queued, Collectors.toList())));
    List<DeliverySequence> sequences = deliveries.lock(byLine.keySet());
    Set<UUID> notified = notified(newcomers);
    List<DeliverySequence.Step> steps =
        sequences.stream()
            .map(sequence ->
                with(sequence, byLine.getOrDefault(sequence.fingerprint(), List.of()), notified))
            .map(sequence -> sequence.step(Map.of()))
            .toList();
    Map<UUID, Reason> reasons = new HashMap<>();
    steps.forEach(step -> reasons.putAll(step.changes()));
    deliveries.add(newcomers.stream().map(newcomer -> because(newcomer, reasons)).toList());
    Set<UUID> added = newcomers.stream().map(Delivery::id).collect(Collectors.toSet());
    deliveries.save(
        steps.stream().map(step -> step.without(added)).toList(),
        now,
        now.plus(configuration.sending().deadline()));
  }

  /** Only for resolutions does it matter who was notified. */
  private Set<UUID> notified(List<Delivery> newcomers) {
    Set<UUID> resolved =
        newcomers.stream()
            .map(Delivery::queued)
            .filter(queued -> queued.kind() == Kind.RESOLVED)
            .map(QueuedDelivery::alertId)
            .collect(Collectors.toSet());
    return resolved.isEmpty() ? Set.of() : deliveries.notified(resolved);
  }

  /** Newcomers arrive after all those that stand in sequence. */
  private static DeliverySequence with(
      DeliverySequence sequence, List<QueuedDelivery> newcomers, Set<UUID> notified) {
    long last =
        sequence.queuedDeliveries().stream().mapToLong(QueuedDelivery::arrival).max().orElse(0);
    return sequence.with(
        newcomers.stream()
            .map(queued ->
                new QueuedDelivery(
                    queued.id(),
                    queued.alertId(),
                    queued.seq(),
                    queued.kind(),
                    last + queued.arrival(),
                    queued.reason()))
            .toList(),
        notified);
  }

  private static Delivery because(Delivery newcomer, Map<UUID, Reason> reasons) {
    return newcomer.because(reasons.getOrDefault(newcomer.id(), newcomer.reason()));
  }
}
