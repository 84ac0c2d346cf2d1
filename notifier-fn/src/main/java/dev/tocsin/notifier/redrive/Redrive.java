package dev.tocsin.notifier.redrive;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetter.Source;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.ingest.IngestAgain;
import dev.tocsin.notifier.wake.WakeDelivery;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Drives a dead letter again, at a person's word. */
@Singleton
public class Redrive {
  private final Transactions transactions;
  private final DeadLetters letters;
  private final Deliveries deliveries;
  private final IngestAgain ingest;
  private final WakeDelivery wake;
  private final NotifierConfiguration configuration;
  private final InstantSource clock;

  Redrive(
      Transactions transactions,
      DeadLetters letters,
      Deliveries deliveries,
      IngestAgain ingest,
      WakeDelivery wake,
      NotifierConfiguration configuration,
      InstantSource clock) {
    this.transactions = transactions;
    this.letters = letters;
    this.deliveries = deliveries;
    this.ingest = ingest;
    this.wake = wake;
    this.configuration = configuration;
    this.clock = clock;
  }

  /**
   * Drives a dead letter again.
   *
   * @return empty when it is on its way; else one sentence that says why it is not
   */
  public Optional<String> run(UUID letterId) {
    Optional<String> refusal = transactions.inOne(() -> redrive(letterId, clock.instant()));
    if (refusal.isEmpty()) {
      wake.now();
    }
    return refusal;
  }

  /**
   * Drives a dead delivery again.
   *
   * @return as {@link #run}
   */
  public Optional<String> runDelivery(UUID deliveryId) {
    Optional<Delivery> found = deliveries.find(deliveryId);
    if (found.isEmpty()) {
      return Optional.of("There is no delivery " + deliveryId + ".");
    }
    Reason reason = found.get().reason();
    return reason.state() == Reason.State.DEAD
        ? run(found.get().letterId())
        : Optional.of("Delivery %s is not dead: %s.".formatted(deliveryId, reason.code()));
  }

  private Optional<String> redrive(UUID letterId, Instant now) {
    Optional<DeadLetter> letter = letters.find(letterId);
    if (letter.isEmpty()) {
      return Optional.of("There is no dead letter " + letterId + ".");
    }
    Optional<String> refusal =
        switch (letter.get().source()) {
          case Source.Metric metric ->
              Optional.of(
                  "Dead letter %s is record %d of %s-%d; metric records are kept to be looked at."
                      .formatted(letterId, metric.offset(), metric.topic(), metric.partition()));
          case Source.Event event -> event(letter.get(), event.queue());
          case Source.Delivery delivery -> delivery(letterId, delivery.deliveryId(), now);
        };
    if (refusal.isEmpty()) {
      letters.redriven(letterId, now);
    }
    return refusal;
  }

  private Optional<String> event(DeadLetter letter, String queue) {
    if (!queue.equals(QueueName.NOTIFY.code())) {
      return Optional.of(
          "Dead letter %s is an event of the queue %s, which is not the notifier's."
              .formatted(letter.id(), queue));
    }
    return ingest
        .run(letter.raw())
        .map(why -> "Dead letter %s still cannot be read: %s.".formatted(letter.id(), why));
  }

  private Optional<String> delivery(UUID letterId, UUID deliveryId, Instant now) {
    Optional<Delivery> found = deliveries.find(deliveryId);
    if (found.isEmpty()) {
      return Optional.of(
          "Dead letter %s is of delivery %s, which is past its retention."
              .formatted(letterId, deliveryId));
    }
    Delivery delivery = found.get();
    Instant deadline = now.plus(configuration.sending().deadline());
    return switch (delivery.subject()) {
      case AlertEvent event -> event(letterId, delivery, now, deadline);
      case GroupFlush flush -> flush(letterId, delivery, now, deadline);
    };
  }

  private Optional<String> event(UUID letterId, Delivery delivery, Instant now, Instant deadline) {
    // Twice: the sequence is held before the delivery is changed, and read after it.
    List<GroupIntegration> key = List.of(delivery.groupIntegration());
    deliveries.lockEvents(key);
    if (!deliveries.revive(delivery.id(), now, deadline)) {
      return Optional.of(notDead(letterId, delivery));
    }
    deliveries.saveEvents(
        deliveries.lockEvents(key).stream().map(sequence -> sequence.step(Map.of())).toList(),
        now,
        deadline,
        Optional.empty());
    return Optional.empty();
  }

  private Optional<String> flush(UUID letterId, Delivery delivery, Instant now, Instant deadline) {
    if (deliveries.revive(delivery.id(), now, deadline)) {
      return Optional.empty();
    }
    boolean dead = delivery.reason().state() == Reason.State.DEAD;
    return Optional.of(
        dead
            ? "Dead letter %s is of delivery %s, which is outdated: its group was flushed since."
                .formatted(letterId, delivery.id())
            : notDead(letterId, delivery));
  }

  private static String notDead(UUID letterId, Delivery delivery) {
    return "Dead letter %s is of delivery %s, which is not dead: %s."
        .formatted(letterId, delivery.id(), delivery.reason().code());
  }
}
