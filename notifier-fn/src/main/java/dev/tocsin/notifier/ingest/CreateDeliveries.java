package dev.tocsin.notifier.ingest;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.platform.queue.EventConsumer;
import dev.tocsin.platform.queue.MessageDecoder;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import dev.tocsin.platform.queue.QueuePublisher;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes deliveries of events and puts them into the sequences of their fingerprints. */
@Singleton
public class CreateDeliveries implements EventConsumer.UseCase {
  private final Deliveries deliveries;
  private final DeliveryFactory factory;
  private final QueuePublisher publisher;
  private final NotifierConfiguration configuration;

  CreateDeliveries(
      Deliveries deliveries,
      DeliveryFactory factory,
      QueuePublisher publisher,
      NotifierConfiguration configuration) {
    this.deliveries = deliveries;
    this.factory = factory;
    this.publisher = publisher;
    this.configuration = configuration;
  }

  @Override
  public void apply(Decoded fresh, Instant now) {
    List<Delivery> created = new ArrayList<>();
    for (Message event : fresh.events()) {
      created.add(factory.of(event, created.size() + 1, now));
    }
    for (MessageDecoder.Unreadable event : fresh.unreadable()) {
      factory.keepingPlace(event, created.size() + 1, now).ifPresent(created::add);
    }
    enqueue(created, now);
    if (!created.isEmpty()) {
      publisher.wakeUpOnceCommitted(QueueName.NOTIFY);
    }
  }

  /** Makes the delivery of one event, whether it was consumed before or not. */
  void again(Message event, Instant now) {
    enqueue(List.of(factory.of(event, 1, now)), now);
  }

  /** Puts newcomers into their sequences, each with the reason for which it stands there. */
  private void enqueue(List<Delivery> newcomers, Instant now) {
    if (newcomers.isEmpty()) {
      return;
    }
    Map<Fingerprint, List<QueuedDelivery>> bySequence = new HashMap<>();
    for (Delivery newcomer : newcomers) {
      bySequence
          .computeIfAbsent(newcomer.event().orElseThrow().fingerprint(), key -> new ArrayList<>())
          .add(newcomer.queued().orElseThrow());
    }
    List<DeliverySequence> sequences = deliveries.lock(bySequence.keySet());
    Set<UUID> notified = notified(newcomers);
    List<DeliverySequence.Step> steps =
        sequences.stream()
            .map(sequence ->
                with(
                    sequence, bySequence.getOrDefault(sequence.fingerprint(), List.of()), notified))
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
            .flatMap(newcomer -> newcomer.queued().stream())
            .filter(queued -> queued.kind() == Kind.RESOLVED)
            .map(QueuedDelivery::alertId)
            .collect(Collectors.toSet());
    return resolved.isEmpty() ? Set.of() : deliveries.notified(resolved);
  }

  /** Newcomers arrive after all those that are in the sequence. */
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
