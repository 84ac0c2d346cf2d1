package dev.tocsin.notifier.deliver;

import dev.tocsin.core.breaker.Admission;
import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.notifier.config.NotifierSettings;
import dev.tocsin.notifier.wake.WakeDelivery;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Sends what is due until nothing is or its time is over, and sees to it that somebody is woken for
 * the rest. Any number may run at once: each delivery is claimed by one.
 */
@Singleton
public class DeliverDue {
  private final Receiver receiver;
  private final Deliveries deliveries;
  private final SharedBreaker breakers;
  private final SendChunk send;
  private final WakeDelivery wake;
  private final NotifierConfiguration configuration;
  private final NotifierSettings settings;
  private final IdSource ids;
  private final InstantSource clock;

  DeliverDue(
      Receiver receiver,
      Deliveries deliveries,
      SharedBreaker breakers,
      SendChunk send,
      WakeDelivery wake,
      NotifierConfiguration configuration,
      IdSource ids,
      InstantSource clock) {
    this.receiver = receiver;
    this.deliveries = deliveries;
    this.breakers = breakers;
    this.send = send;
    this.wake = wake;
    this.configuration = configuration;
    this.settings = configuration.settings();
    this.ids = ids;
    this.clock = clock;
  }

  public void run() {
    Instant stop = clock.instant().plus(settings.timeBudget());
    Optional<Instant> next = Optional.empty();
    while (true) {
      Instant now = clock.instant();
      if (!now.isBefore(stop)) {
        wake.now();
        return;
      }
      Turn turn = turn(now);
      next = earlier(next, turn.next());
      if (!turn.more()) {
        next.ifPresent(wake::at);
        return;
      }
    }
  }

  /**
   * One claim and what came of it.
   *
   * @param more whether there may be more to claim at once
   * @param next when something is due that this turn has put off
   */
  private record Turn(boolean more, Optional<Instant> next) {
    static final Turn LAST = new Turn(false, Optional.empty());
  }

  private Turn turn(Instant now) {
    Breaker breaker = breakers.load(receiver.destination());
    return switch (breakers.admit(breaker, now)) {
      case Admission.Free free -> freely(breaker, now);
      case Admission.Probe probe -> probe(now);
      case Admission.Blocked blocked -> putOff(now, blocked.until());
      case Admission.Probing probing -> Turn.LAST;
    };
  }

  private Turn freely(Breaker breaker, Instant now) {
    Lease lease = lease(now);
    List<Delivery> claimed = deliveries.claim(receiver.name(), settings.chunk(), lease, now);
    return claimed.isEmpty() ? Turn.LAST : new Turn(true, send.run(claimed, lease, breaker));
  }

  private Turn probe(Instant now) {
    Lease lease = lease(now);
    List<Delivery> claimed = deliveries.claim(receiver.name(), 1, lease, now);
    if (claimed.isEmpty()) {
      return Turn.LAST;
    }
    Optional<Breaker> slot = breakers.takeProbe(receiver.destination());
    if (slot.isEmpty()) {
      deliveries.giveBack(claimed.stream().map(Delivery::id).toList(), lease.id());
      return Turn.LAST;
    }
    return new Turn(true, send.run(claimed, lease, slot.get()));
  }

  private Turn putOff(Instant now, Instant until) {
    int put = deliveries.postpone(receiver.name(), now, until);
    return new Turn(false, put == 0 ? Optional.empty() : Optional.of(until));
  }

  private Lease lease(Instant now) {
    return new Lease(ids.next(), now.plus(configuration.lease()));
  }

  private static Optional<Instant> earlier(Optional<Instant> first, Optional<Instant> second) {
    return first.filter(time -> second.filter(time::isAfter).isEmpty()).or(() -> second);
  }
}
