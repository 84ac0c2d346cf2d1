package dev.tocsin.notifier.deliver;

import dev.tocsin.core.breaker.Admission;
import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.config.NotifierSettings;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Sends what is due to one receiver, as far as the breaker of its destination lets it. */
@Singleton
class ServeReceiver {
  private final Receivers receivers;
  private final Deliveries deliveries;
  private final SharedBreaker breakers;
  private final RateGate rates;
  private final SendChunk send;
  private final EndRemoved endRemoved;
  private final BeanProvider<Fallbacks> fallbacks;
  private final NotifierConfiguration configuration;
  private final NotifierSettings settings;
  private final IdSource ids;
  private final InstantSource clock;

  ServeReceiver(
      Receivers receivers,
      Deliveries deliveries,
      SharedBreaker breakers,
      RateGate rates,
      SendChunk send,
      EndRemoved endRemoved,
      BeanProvider<Fallbacks> fallbacks,
      NotifierConfiguration configuration,
      IdSource ids,
      InstantSource clock) {
    this.receivers = receivers;
    this.deliveries = deliveries;
    this.breakers = breakers;
    this.rates = rates;
    this.send = send;
    this.endRemoved = endRemoved;
    this.fallbacks = fallbacks;
    this.configuration = configuration;
    this.settings = configuration.settings();
    this.ids = ids;
    this.clock = clock;
  }

  /** Claims and sends until nothing is due, or it is time to stop. */
  Served due(String name, Instant stop) {
    Served served = Served.ALL;
    while (true) {
      Instant now = clock.instant();
      if (!now.isBefore(stop)) {
        return served.and(new Served(true, Optional.empty()));
      }
      Served turn = turn(name, now);
      served = new Served(false, served.and(turn).next());
      if (!turn.more()) {
        return served;
      }
    }
  }

  private Served turn(String name, Instant now) {
    Optional<Receiver> receiver = receivers.find(name);
    if (receiver.isEmpty()) {
      return removed(name, now);
    }
    Breaker breaker = breakers.load(receiver.get().destination());
    return switch (breakers.admit(breaker, now)) {
      case Admission.Free free -> freely(receiver.get(), breaker, now);
      case Admission.Probe probe -> probe(receiver.get(), now);
      case Admission.Blocked blocked -> putOff(receiver.get(), now, blocked.until());
      case Admission.Probing probing -> Served.ALL;
    };
  }

  /** Sends what this process created under its own lease. */
  Served leased(String name, List<Delivery> leased, Lease lease) {
    Optional<Receiver> receiver = receivers.find(name);
    if (receiver.isEmpty()) {
      endRemoved.run(leased, lease);
      return Served.ALL;
    }
    Instant now = clock.instant();
    Breaker breaker = breakers.load(receiver.get().destination());
    if (breakers.admit(breaker, now) instanceof Admission.Free) {
      return new Served(false, send(receiver.get(), leased, lease, breaker));
    }
    deliveries.giveBack(leased.stream().map(Delivery::id).toList(), lease.id());
    return due(name, now.plus(settings.timeBudget()));
  }

  private Served removed(String name, Instant now) {
    Lease lease = lease(now);
    List<Delivery> claimed = deliveries.claim(name, settings.chunk(), lease, now);
    endRemoved.run(claimed, lease);
    return new Served(!claimed.isEmpty(), Optional.empty());
  }

  private Served freely(Receiver receiver, Breaker breaker, Instant now) {
    Lease lease = lease(now);
    List<Delivery> claimed = deliveries.claim(receiver.name(), settings.chunk(), lease, now);
    return claimed.isEmpty()
        ? Served.ALL
        : new Served(true, send(receiver, claimed, lease, breaker));
  }

  /** Sends as many as the rate allows, and returns when the first of the others is due. */
  private Optional<Instant> send(
      Receiver receiver, List<Delivery> claimed, Lease lease, Breaker breaker) {
    RateGate.Passed passed = rates.pass(receiver, claimed, lease);
    return passed.deliveries().isEmpty()
        ? passed.next()
        : Stream.concat(
                send.run(receiver, passed.deliveries(), lease, breaker).stream(),
                passed.next().stream())
            .min(Comparator.naturalOrder());
  }

  private Served probe(Receiver receiver, Instant now) {
    fallbacks.get().heldBack(receiver, now);
    Lease lease = lease(now);
    List<Delivery> claimed = deliveries.claim(receiver.name(), 1, lease, now);
    if (claimed.isEmpty()) {
      return Served.ALL;
    }
    RateGate.Passed passed = rates.pass(receiver, claimed, lease);
    if (passed.deliveries().isEmpty()) {
      return new Served(true, passed.next());
    }
    Optional<Breaker> slot = breakers.takeProbe(receiver.destination());
    if (slot.isEmpty()) {
      deliveries.giveBack(claimed.stream().map(Delivery::id).toList(), lease.id());
      return Served.ALL;
    }
    return new Served(true, send.run(receiver, claimed, lease, slot.get()));
  }

  private Served putOff(Receiver receiver, Instant now, Instant until) {
    fallbacks.get().heldBack(receiver, now);
    int put = deliveries.postpone(receiver.name(), now, until);
    return new Served(false, put == 0 ? Optional.empty() : Optional.of(until));
  }

  private Lease lease(Instant now) {
    return new Lease(ids.next(), now.plus(configuration.lease()));
  }
}
