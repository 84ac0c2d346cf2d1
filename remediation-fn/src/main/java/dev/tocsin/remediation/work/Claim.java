package dev.tocsin.remediation.work;

import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.remediation.ActionRequest;
import dev.tocsin.core.remediation.Run;

/** What taking the next due run came to. */
sealed interface Claim {
  /** Nothing is due. */
  record Nothing() implements Claim {}

  /** The run was brought on, and nothing is to be sent for it. */
  record Settled() implements Claim {}

  /**
   * The run is ours until its due time.
   *
   * @param epoch the one in which the destination's breaker let it pass
   */
  record Started(Run run, ActionRequest request, Destination destination, long epoch)
      implements Claim {}
}
