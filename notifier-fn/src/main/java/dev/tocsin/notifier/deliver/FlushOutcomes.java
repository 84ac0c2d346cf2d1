package dev.tocsin.notifier.deliver;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupDeliverySequence.Change;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Reconsider;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Lets the flushes of a group move up behind those that have ended or failed. */
@Singleton
class FlushOutcomes {
  private final Deliveries deliveries;
  private final BeanProvider<GroupNotifications> groups;
  private final BeanProvider<Fallbacks> fallbacks;

  FlushOutcomes(
      Deliveries deliveries,
      BeanProvider<GroupNotifications> groups,
      BeanProvider<Fallbacks> fallbacks) {
    this.deliveries = deliveries;
    this.groups = groups;
    this.fallbacks = fallbacks;
  }

  /**
   * What is to be recorded of sequences that are held.
   *
   * @param outcomes those that count
   * @param changes what becomes of the deliveries behind
   */
  record Decided(List<DeliveryOutcome> outcomes, List<Change> changes) {}

  /** Holds the sequences and decides what becomes of them. */
  Decided decide(List<DeliveryOutcome> outcomes, UUID lease, Instant now) {
    Map<UUID, Delivery> reported = new HashMap<>();
    Map<UUID, AttemptResult> results = new HashMap<>();
    for (DeliveryOutcome outcome : outcomes) {
      reported.put(outcome.delivery().id(), outcome.delivery());
      results.put(outcome.delivery().id(), outcome.result());
    }
    List<DeliveryOutcome> counting = new ArrayList<>();
    List<Change> changes = new ArrayList<>();
    for (GroupDeliverySequence sequence : held(outcomes)) {
      GroupDeliverySequence.Step step = sequence.after(results, lease, Reconsider.BY_CONTENT, now);
      step.results()
          .forEach(result -> {
            Delivery delivery = reported.get(result.id());
            if (delivery != null) {
              counting.add(new DeliveryOutcome(delivery, result));
            }
          });
      changes.addAll(step.changes());
    }
    return new Decided(counting, changes);
  }

  private List<GroupDeliverySequence> held(List<DeliveryOutcome> outcomes) {
    return outcomes.isEmpty()
        ? List.of()
        : deliveries.lockGroups(
            outcomes.stream().map(outcome -> outcome.delivery().groupIntegration()).toList());
  }

  /** Says which deliveries have died, once that is recorded. */
  void died(List<DeliveryOutcome> recorded, Instant now) {
    List<Delivery> dead =
        recorded.stream()
            .filter(outcome -> outcome.result().reason().state() == Reason.State.DEAD)
            .map(DeliveryOutcome::delivery)
            .filter(delivery -> delivery.flush().isPresent())
            .toList();
    if (!dead.isEmpty()) {
      fallbacks.get().died(dead, now);
    }
  }

  /** Saves what becomes of the deliveries behind, and what integrations know now. */
  void save(Decided decided, Instant now) {
    if (!decided.changes().isEmpty()) {
      deliveries.saveGroups(decided.changes(), now);
    }
    List<Delivery> accepted =
        decided.outcomes().stream()
            .filter(outcome -> outcome.result().reason() == Reason.ACCEPTED)
            .map(DeliveryOutcome::delivery)
            .toList();
    if (!accepted.isEmpty()) {
      groups.get().accepted(accepted, now);
    }
  }
}
