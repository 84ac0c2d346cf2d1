package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.config.NotifierConfiguration;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Lets the events of a fingerprint move up behind those that have ended. */
@Singleton
class EventOutcomes {
  private final Deliveries deliveries;
  private final NotifierConfiguration configuration;

  EventOutcomes(Deliveries deliveries, NotifierConfiguration configuration) {
    this.deliveries = deliveries;
    this.configuration = configuration;
  }

  /**
   * Sequences that are held, as they were before the outcomes.
   *
   * @param ended the outcomes that end a delivery which waited until now
   */
  record Held(List<DeliverySequence> sequences, List<DeliveryOutcome> ended) {}

  /** Holds the sequences of the deliveries that end. */
  Held hold(List<DeliveryOutcome> outcomes) {
    List<DeliveryOutcome> ended =
        outcomes.stream().filter(outcome -> outcome.result().isFinal()).toList();
    List<DeliverySequence> sequences =
        ended.isEmpty()
            ? List.of()
            : deliveries.lock(
                ended.stream().map(EventOutcomes::fingerprint).collect(Collectors.toSet()));
    Set<UUID> waiting =
        sequences.stream()
            .flatMap(sequence -> sequence.queuedDeliveries().stream())
            .filter(queued -> queued.reason().state() == Reason.State.WAITING)
            .map(QueuedDelivery::id)
            .collect(Collectors.toSet());
    return new Held(
        sequences,
        ended.stream().filter(outcome -> waiting.contains(outcome.result().id())).toList());
  }

  /** Saves what becomes of the sequences. */
  void save(Held held, Instant now) {
    Map<Fingerprint, Map<UUID, Reason>> ended = new HashMap<>();
    for (DeliveryOutcome outcome : held.ended()) {
      ended
          .computeIfAbsent(fingerprint(outcome), key -> new HashMap<>())
          .put(outcome.result().id(), outcome.result().reason());
    }
    deliveries.save(
        held.sequences().stream()
            .map(sequence -> sequence.step(ended.getOrDefault(sequence.fingerprint(), Map.of())))
            .toList(),
        now,
        now.plus(configuration.sending().deadline()));
  }

  private static Fingerprint fingerprint(DeliveryOutcome outcome) {
    return outcome.delivery().event().orElseThrow().fingerprint();
  }
}
