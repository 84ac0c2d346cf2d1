package dev.tocsin.store;

import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.Publisher;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.UUID;

/**
 * What every function's process has: a clock, a source of identities, a registry of meters, and the
 * publisher of its outbox. Each steps back for one that the context was given.
 */
@Factory
final class ProcessFactory {
  @Singleton
  @Requires(missingBeans = InstantSource.class)
  InstantSource clock() {
    return Clock.tickMillis(ZoneOffset.UTC);
  }

  @Singleton
  @Requires(missingBeans = IdSource.class)
  IdSource ids() {
    return UUID::randomUUID;
  }

  @Singleton
  @Requires(missingBeans = FaultPoints.class)
  FaultPoints faultPoints() {
    return FaultPoints.NONE;
  }

  @Singleton
  @Requires(missingBeans = MeterRegistry.class)
  MeterRegistry meters() {
    return new SimpleMeterRegistry();
  }

  @Singleton
  Publisher publisher(
      Outbox outbox, MessageSender sender, FaultPoints faults, InstantSource clock) {
    return new Publisher(outbox, sender, faults, clock);
  }
}
