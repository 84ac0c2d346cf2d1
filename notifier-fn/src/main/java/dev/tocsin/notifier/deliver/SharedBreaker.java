package dev.tocsin.notifier.deliver;

import dev.tocsin.core.breaker.Admission;
import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.BreakerStore.Change;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.breaker.Outcome;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.platform.breaker.BreakerLog;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** The breakers that all instances share; every change of state is logged by whoever makes it. */
@Singleton
class SharedBreaker {
  private final BreakerStore store;
  private final NotifierConfiguration configuration;
  private final InstantSource clock;

  SharedBreaker(BreakerStore store, NotifierConfiguration configuration, InstantSource clock) {
    this.store = store;
    this.configuration = configuration;
    this.clock = clock;
  }

  Breaker load(Destination destination) {
    return store.load(destination);
  }

  Admission admit(Breaker breaker, Instant now) {
    return configuration.breaker().admit(breaker, now);
  }

  /** The breaker with the slot of its probe taken; empty when another one has it. */
  Optional<Breaker> takeProbe(Destination destination) {
    Instant now = clock.instant();
    Change change =
        store.update(
            destination,
            breaker ->
                configuration.breaker().admit(breaker, now) instanceof Admission.Probe probe
                    ? probe.next()
                    : breaker,
            now);
    BreakerLog.log(destination, change, configuration.breaker().failures());
    return change.after().equals(change.before()) ? Optional.empty() : Optional.of(change.after());
  }

  /** What the outcomes of requests admitted in one epoch make of a breaker, in memory only. */
  Breaker after(Breaker breaker, long epoch, List<Outcome> outcomes) {
    Instant now = clock.instant();
    Breaker after = breaker;
    for (Outcome outcome : outcomes) {
      after = configuration.breaker().after(after, epoch, outcome, now);
    }
    return after;
  }

  /** Keeps what outcomes say, and says whether the breaker closed by it. */
  boolean report(Destination destination, long epoch, List<Outcome> outcomes) {
    Change change =
        store.update(destination, breaker -> after(breaker, epoch, outcomes), clock.instant());
    BreakerLog.log(destination, change, configuration.breaker().failures());
    return change.ofState() && change.after() instanceof Breaker.Closed;
  }
}
