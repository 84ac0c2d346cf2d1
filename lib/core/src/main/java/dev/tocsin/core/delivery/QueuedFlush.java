package dev.tocsin.core.delivery;

import dev.tocsin.core.delivery.Subject.GroupFlush;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A delivery that waits in the sequence of its group and integration.
 *
 * @param id the delivery
 * @param attempts how many failed
 * @param lease the one under which it was claimed or created, passed or not
 */
public record QueuedFlush(
    UUID id, GroupFlush flush, Reason reason, Instant dueAt, int attempts, Optional<Lease> lease) {
  boolean isLeased(Instant now) {
    return lease.filter(held -> held.until().isAfter(now)).isPresent();
  }

  boolean isUnder(UUID leaseId) {
    return lease.filter(held -> held.id().equals(leaseId)).isPresent();
  }

  long number() {
    return flush.flush();
  }
}
