package dev.tocsin.testkit.delivery;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Breakers in memory. */
public final class InMemoryBreakerStore implements BreakerStore {
  private final InMemoryTransactions transactions;
  private Map<Destination, Breaker> breakers = new TreeMap<>();
  private Map<Destination, Instant> brokenSince = new TreeMap<>();

  public InMemoryBreakerStore(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<Destination, Breaker> oldBreakers = new TreeMap<>(breakers);
      Map<Destination, Instant> oldTimes = new TreeMap<>(brokenSince);
      return () -> {
        breakers = oldBreakers;
        brokenSince = oldTimes;
      };
    });
  }

  @Override
  public Breaker load(Destination destination) {
    return transactions.inOne(() -> {
      Breaker kept = breakers.get(destination);
      return kept == null ? Breaker.NEW : kept;
    });
  }

  @Override
  public Change update(Destination destination, UnaryOperator<Breaker> change, Instant now) {
    return transactions.inOne(() -> {
      Breaker before = load(destination);
      Breaker after = change.apply(before);
      if (!after.equals(before)) {
        breakers.put(destination, after);
        brokenSince.compute(
            destination,
            (place, since) ->
                after instanceof Breaker.Closed ? null : Optional.ofNullable(since).orElse(now));
      }
      return new Change(before, after);
    });
  }

  @Override
  public Optional<Instant> brokenSince(Destination destination) {
    return transactions.inOne(() -> Optional.ofNullable(brokenSince.get(destination)));
  }

  @Override
  public Map<Destination, Breaker> all() {
    return transactions.inOne(() -> new TreeMap<>(breakers));
  }
}
