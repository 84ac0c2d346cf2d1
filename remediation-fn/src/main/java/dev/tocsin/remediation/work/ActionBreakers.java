package dev.tocsin.remediation.work;

import dev.tocsin.core.breaker.Admission;
import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.BreakerPolicy;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.breaker.Outcome;
import dev.tocsin.platform.breaker.BreakerLog;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.function.UnaryOperator;

/** The circuit breakers of the hosts that actions go to. Every change of one is logged. */
@Singleton
class ActionBreakers {
  private final BreakerStore breakers;
  private final BreakerPolicy policy;

  ActionBreakers(BreakerStore breakers, BreakerPolicy policy) {
    this.breakers = breakers;
    this.policy = policy;
  }

  /** Whether an attempt may go to a host now. A probe that is admitted is taken. */
  Admission admit(Destination destination, Instant now) {
    Breaker before =
        update(
            destination,
            breaker ->
                policy.admit(breaker, now) instanceof Admission.Probe probe
                    ? probe.next()
                    : breaker,
            now);
    return policy.admit(before, now);
  }

  /**
   * Records how an attempt ended for its host.
   *
   * @param epoch the breaker's, when the attempt was admitted
   */
  void record(Destination destination, long epoch, Outcome outcome, Instant now) {
    var unused = update(destination, breaker -> policy.after(breaker, epoch, outcome, now), now);
  }

  private Breaker update(Destination destination, UnaryOperator<Breaker> change, Instant now) {
    BreakerStore.Change made = breakers.update(destination, change, now);
    BreakerLog.log(destination, made, policy.failures());
    return made.before();
  }
}
