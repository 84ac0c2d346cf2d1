package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupDeliverySequence.Change;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.routing.flush.IntegrationDecision;
import dev.tocsin.routing.flush.Relay;
import dev.tocsin.routing.flush.Send;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * Gives each decision its place behind the deliveries of its group and integration that wait, which
 * it may supersede.
 */
@Singleton
class PlaceFlushes {
  private final GroupDeliveryFactory factory;

  PlaceFlushes(GroupDeliveryFactory factory) {
    this.factory = factory;
  }

  /**
   * What decisions make of deliveries.
   *
   * @param made a delivery for each decision to send
   * @param superseded those that end for a later decision, be it to send nothing
   * @param underWay groups with a delivery that is under way, at any integration
   */
  record Places(List<Delivery> made, List<Change> superseded, Set<UUID> underWay) {}

  Places run(List<DecidedFlush> decided, WaitingDeliveries waiting, Instant now) {
    Places places = new Places(new ArrayList<>(), new ArrayList<>(), new HashSet<>());
    for (DecidedFlush flush : decided) {
      for (IntegrationDecision decision : flush.outcome().decisions()) {
        if (decision.decision() instanceof Relay) {
          continue;
        }
        GroupIntegration key = key(flush, decision);
        GroupDeliverySequence.Entry entry = waiting.of(key).enter(now);
        places.superseded.addAll(entry.superseded());
        if (entry.reason() == Reason.AWAITS_EARLIER) {
          places.underWay.add(key.group());
        }
        if (decision.decision() instanceof Send send) {
          places.made.add(factory.of(flush, decision.integration(), send, entry, now));
        }
      }
    }
    return places;
  }

  private static GroupIntegration key(DecidedFlush flush, IntegrationDecision decision) {
    return new GroupIntegration(flush.flush().group(), decision.integration().key());
  }
}
