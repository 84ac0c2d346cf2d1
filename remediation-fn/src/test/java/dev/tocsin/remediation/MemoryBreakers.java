package dev.tocsin.remediation;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Breakers in memory, for as long as the store has none. */
@Singleton
@Requires(missingBeans = BreakerStore.class)
final class MemoryBreakers implements BreakerStore {
  private final Map<Destination, Breaker> all = new HashMap<>();

  synchronized void clear() {
    all.clear();
  }

  @Override
  public synchronized Breaker load(Destination destination) {
    return all.getOrDefault(destination, Breaker.NEW);
  }

  @Override
  public synchronized Change update(
      Destination destination, UnaryOperator<Breaker> change, Instant now) {
    Breaker before = load(destination);
    Breaker after = change.apply(before);
    all.put(destination, after);
    return new Change(before, after);
  }

  @Override
  public synchronized Map<Destination, Breaker> all() {
    return Map.copyOf(all);
  }

  @Override
  public int prune(Instant unchangedSince) {
    return 0;
  }
}
