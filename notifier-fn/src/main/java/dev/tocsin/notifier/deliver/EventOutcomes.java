package dev.tocsin.notifier.deliver;

import static java.util.stream.Collectors.toSet;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.EventDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.QueuedEvent;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.notifier.config.NotifierConfiguration;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Lets the events of a group move up behind those that have ended. */
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
  record Held(List<EventDeliverySequence> sequences, List<DeliveryOutcome> ended) {}

  /** Holds the sequences of the deliveries that end. */
  Held hold(List<DeliveryOutcome> outcomes) {
    List<DeliveryOutcome> ended =
        outcomes.stream().filter(outcome -> outcome.result().isFinal()).toList();
    List<EventDeliverySequence> sequences =
        deliveries.lockEvents(ended.stream().map(EventOutcomes::key).collect(toSet()));
    Set<UUID> waiting =
        sequences.stream()
            .flatMap(sequence -> sequence.queued().stream())
            .filter(queued -> queued.reason().state() == Reason.State.WAITING)
            .map(QueuedEvent::id)
            .collect(toSet());
    return new Held(
        sequences,
        ended.stream()
            .filter(outcome ->
                outcome.delivery().reason().undecided() || waiting.contains(outcome.result().id()))
            .toList());
  }

  /** Saves what becomes of the sequences. */
  void save(Held held, Instant now) {
    Map<GroupIntegration, Map<UUID, Reason>> ended = new HashMap<>();
    for (DeliveryOutcome outcome : held.ended()) {
      ended
          .computeIfAbsent(key(outcome), key -> new HashMap<>())
          .put(outcome.result().id(), outcome.result().reason());
    }
    deliveries.saveEvents(
        held.sequences().stream()
            .map(sequence -> sequence.step(ended.getOrDefault(sequence.key(), Map.of())))
            .toList(),
        now,
        now.plus(configuration.sending().deadline()),
        Optional.empty());
  }

  private static GroupIntegration key(DeliveryOutcome outcome) {
    return outcome.delivery().groupIntegration();
  }
}
