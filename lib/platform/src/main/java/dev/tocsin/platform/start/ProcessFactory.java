package dev.tocsin.platform.start;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.UnsentLanes;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Secondary;
import io.micronaut.context.time.InstantSourceFactory;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * What every function's process has: a clock, sources of identities and randomness, a registry of
 * meters, and the publisher of its outbox. Each steps back for one that the context was given.
 */
@Factory
final class ProcessFactory {
  /** Instead of Micronaut's own, whose instants are finer than what is stored. */
  @Singleton
  @Secondary
  @Replaces(bean = InstantSource.class, factory = InstantSourceFactory.class)
  InstantSource clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }

  @Singleton
  @Secondary
  IdSource ids() {
    return UUID::randomUUID;
  }

  /** Has no seed, so that instances which start from one snapshot draw each its own. */
  @Singleton
  @Secondary
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Singleton
  @Secondary
  FaultPoints faultPoints() {
    return FaultPoints.NONE;
  }

  @Singleton
  @Secondary
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Singleton
  UnsentLanes unsentLanes() {
    return new UnsentLanes();
  }

  @Singleton
  Publisher publisher(
      Outbox outbox, MessageSender sender, FaultPoints faults, InstantSource clock) {
    return new Publisher(outbox, sender, faults, clock);
  }
}
