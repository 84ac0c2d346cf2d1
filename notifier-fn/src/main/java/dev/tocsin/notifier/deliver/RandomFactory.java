package dev.tocsin.notifier.deliver;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.security.SecureRandom;
import java.util.random.RandomGenerator;

/** The randomness of pauses, unless the context was given one. */
@Factory
final class RandomFactory {
  /** Not seeded while a snapshot is made, from which many instances start alike. */
  @Singleton
  @Requires(missingBeans = RandomGenerator.class)
  RandomGenerator random() {
    return new SecureRandom();
  }
}
