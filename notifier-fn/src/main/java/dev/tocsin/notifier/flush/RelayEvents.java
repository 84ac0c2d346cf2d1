package dev.tocsin.notifier.flush;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventDeliverySequence.Step;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.routing.flush.IntegrationDecision;
import dev.tocsin.routing.flush.Relay;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Writes what flushes decided on events: those that pass join the sequence of their group and
 * integration, the others end. Part of the caller's transaction.
 */
@Singleton
class RelayEvents {
  private static final UUID NO_LEASE = new UUID(0, 0);

  private final Deliveries deliveries;
  private final NotifierConfiguration configuration;

  RelayEvents(Deliveries deliveries, NotifierConfiguration configuration) {
    this.deliveries = deliveries;
    this.configuration = configuration;
  }

  /** Returns the deliveries that may be sent at once: under the lease, if there is one. */
  List<Delivery> run(
      List<DecidedFlush> decided, WaitingEvents waiting, Optional<Lease> lease, Instant now) {
    Instant deadline = now.plus(configuration.sending().deadline());
    List<Step> steps = new ArrayList<>();
    List<AttemptResult> held = new ArrayList<>();
    List<Delivery> ready = new ArrayList<>();
    for (DecidedFlush flush : decided) {
      for (IntegrationDecision decision : flush.outcome().decisions()) {
        if (decision.decision() instanceof Relay relay) {
          held.addAll(HeldResults.of(relay, now));
          if (!relay.passed().isEmpty()) {
            GroupIntegration key =
                new GroupIntegration(flush.flush().group(), decision.integration().key());
            List<Delivery> passed = passed(relay, waiting.of(key));
            Step step = waiting.with(key, passed).step(Map.of());
            steps.add(step);
            passed.stream()
                .filter(delivery -> step.changes().get(delivery.id()) == Reason.READY)
                .forEach(delivery -> ready.add(delivery.ready(now, deadline)));
          }
        }
      }
    }
    deliveries.record(held, NO_LEASE, now);
    deliveries.saveEvents(steps, now, deadline, lease);
    return ready;
  }

  private static List<Delivery> passed(Relay relay, List<Delivery> waiting) {
    Map<UUID, Delivery> byId = waiting.stream().collect(toMap(Delivery::id, identity()));
    return relay.passed().stream()
        .flatMap(id -> Optional.ofNullable(byId.get(id)).stream())
        .toList();
  }
}
