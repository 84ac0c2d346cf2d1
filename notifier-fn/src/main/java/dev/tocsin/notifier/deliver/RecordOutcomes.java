package dev.tocsin.notifier.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.platform.deadletter.DeadLetterWriter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Records what became of deliveries, and lets those behind them move up, in one transaction. */
@Singleton
public class RecordOutcomes {
  private final Transactions transactions;
  private final Deliveries deliveries;
  private final DeadLetterWriter deadLetters;
  private final Receiver receiver;
  private final NotifierConfiguration configuration;
  private final MeterRegistry meters;
  private final InstantSource clock;

  RecordOutcomes(
      Transactions transactions,
      Deliveries deliveries,
      DeadLetterWriter deadLetters,
      Receiver receiver,
      NotifierConfiguration configuration,
      MeterRegistry meters,
      InstantSource clock) {
    this.transactions = transactions;
    this.deliveries = deliveries;
    this.deadLetters = deadLetters;
    this.receiver = receiver;
    this.configuration = configuration;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Records results.
   *
   * @param lease the one under which the deliveries were claimed
   */
  public void record(List<DeliveryOutcome> outcomes, UUID lease) {
    transactions.run(() -> recordInOne(outcomes, lease, clock.instant()));
    count(outcomes);
  }

  private void recordInOne(List<DeliveryOutcome> outcomes, UUID lease, Instant now) {
    List<DeliveryOutcome> ended =
        outcomes.stream().filter(outcome -> outcome.result().isFinal()).toList();
    List<DeliverySequence> sequences =
        ended.isEmpty() ? List.of() : deliveries.lock(fingerprints(ended));
    Set<UUID> waiting =
        sequences.stream()
            .flatMap(sequence -> sequence.queuedDeliveries().stream())
            .filter(queued -> queued.reason().state() == Reason.State.WAITING)
            .map(QueuedDelivery::id)
            .collect(Collectors.toSet());
    deliveries.record(outcomes.stream().map(DeliveryOutcome::result).toList(), lease, now);
    List<DeliveryOutcome> endedNow =
        ended.stream().filter(outcome -> waiting.contains(outcome.result().id())).toList();
    deliveries.save(steps(sequences, endedNow), now, now.plus(configuration.sending().deadline()));
    deadLetters.save(
        endedNow.stream()
            .filter(RecordOutcomes::isDead)
            .map(outcome -> letter(outcome, now))
            .toList(),
        now);
  }

  private static Collection<Fingerprint> fingerprints(List<DeliveryOutcome> outcomes) {
    return outcomes.stream()
        .map(outcome -> outcome.delivery().fingerprint())
        .collect(Collectors.toSet());
  }

  private static List<DeliverySequence.Step> steps(
      List<DeliverySequence> sequences, List<DeliveryOutcome> ended) {
    Map<Fingerprint, Map<UUID, Reason>> byLine = new HashMap<>();
    for (DeliveryOutcome outcome : ended) {
      byLine
          .computeIfAbsent(outcome.delivery().fingerprint(), key -> new HashMap<>())
          .put(outcome.result().id(), outcome.result().reason());
    }
    return sequences.stream()
        .map(sequence -> sequence.step(byLine.getOrDefault(sequence.fingerprint(), Map.of())))
        .toList();
  }

  private static boolean isDead(DeliveryOutcome outcomes) {
    return outcomes.result().reason().state() == Reason.State.DEAD;
  }

  private DeadLetter letter(DeliveryOutcome outcomes, Instant now) {
    Delivery delivery = outcomes.delivery();
    AttemptResult result = outcomes.result();
    return new DeadLetter(
        DerivedId.of(delivery.id(), "dead-letter-" + delivery.redrives()),
        new DeadLetter.Source.Delivery(delivery.id(), receiver.destination().value()),
        result.reason().code(),
        result.detail(),
        RawBytes.of(delivery.body().getBytes(UTF_8)),
        now,
        Optional.empty());
  }

  private void count(List<DeliveryOutcome> outcomes) {
    for (DeliveryOutcome outcome : outcomes) {
      Reason reason = outcome.result().reason();
      meters
          .counter(
              "tocsin.deliveries",
              "kind",
              outcome.delivery().queued().kind().code(),
              "state",
              reason.state().code(),
              "reason",
              reason.code())
          .increment();
    }
  }
}
