package dev.tocsin.notifier.deliver;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.AttemptResult;
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
  private final DeadLetterWriter putAside;
  private final Receiver receiver;
  private final NotifierConfiguration configuration;
  private final MeterRegistry meters;
  private final InstantSource clock;

  RecordOutcomes(
      Transactions transactions,
      Deliveries deliveries,
      DeadLetterWriter putAside,
      Receiver receiver,
      NotifierConfiguration configuration,
      MeterRegistry meters,
      InstantSource clock) {
    this.transactions = transactions;
    this.deliveries = deliveries;
    this.putAside = putAside;
    this.receiver = receiver;
    this.configuration = configuration;
    this.meters = meters;
    this.clock = clock;
  }

  /**
   * Records verdicts.
   *
   * @param lease the one under which the deliveries were claimed
   */
  public void record(List<DeliveryOutcome> judged, UUID lease) {
    transactions.inOne(() -> {
      recordInOne(judged, lease, clock.instant());
      return judged.size();
    });
    count(judged);
  }

  private void recordInOne(List<DeliveryOutcome> judged, UUID lease, Instant now) {
    List<DeliveryOutcome> ended = judged.stream().filter(one -> one.verdict().isFinal()).toList();
    List<DeliverySequence> lines = ended.isEmpty() ? List.of() : deliveries.lock(fingerprints(ended));
    Set<UUID> waiting =
        lines.stream()
            .flatMap(line -> line.places().stream())
            .filter(place -> place.reason().state() == Reason.State.WAITING)
            .map(QueuedDelivery::id)
            .collect(Collectors.toSet());
    deliveries.record(judged.stream().map(DeliveryOutcome::verdict).toList(), lease, now);
    List<DeliveryOutcome> endedNow =
        ended.stream().filter(one -> waiting.contains(one.verdict().id())).toList();
    deliveries.save(steps(lines, endedNow), now, now.plus(configuration.sending().deadline()));
    putAside.save(
        endedNow.stream().filter(RecordOutcomes::isDead).map(one -> letter(one, now)).toList(), now);
  }

  private static Collection<Fingerprint> fingerprints(List<DeliveryOutcome> judged) {
    return judged.stream().map(one -> one.delivery().fingerprint()).collect(Collectors.toSet());
  }

  private static List<DeliverySequence.Step> steps(List<DeliverySequence> lines, List<DeliveryOutcome> ended) {
    Map<Fingerprint, Map<UUID, Reason>> byLine = new HashMap<>();
    for (DeliveryOutcome one : ended) {
      byLine
          .computeIfAbsent(one.delivery().fingerprint(), key -> new HashMap<>())
          .put(one.verdict().id(), one.verdict().reason());
    }
    return lines.stream()
        .map(line -> line.step(byLine.getOrDefault(line.fingerprint(), Map.of())))
        .toList();
  }

  private static boolean isDead(DeliveryOutcome judged) {
    return judged.verdict().reason().state() == Reason.State.DEAD;
  }

  private DeadLetter letter(DeliveryOutcome judged, Instant now) {
    Delivery delivery = judged.delivery();
    AttemptResult verdict = judged.verdict();
    return new DeadLetter(
        DerivedId.of(delivery.id(), "dead-letter-" + delivery.redrives()),
        new DeadLetter.Source.Delivery(delivery.id(), receiver.destination().value()),
        verdict.reason().code(),
        verdict.detail(),
        RawBytes.of(delivery.body().getBytes(UTF_8)),
        now,
        Optional.empty());
  }

  private void count(List<DeliveryOutcome> judged) {
    for (DeliveryOutcome one : judged) {
      Reason reason = one.verdict().reason();
      meters
          .counter(
              "tocsin.deliveries",
              "kind",
              one.delivery().place().kind().code(),
              "state",
              reason.state().code(),
              "reason",
              reason.code())
          .increment();
    }
  }
}
