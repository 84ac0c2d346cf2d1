package dev.tocsin.testkit.delivery;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** Breakers in memory. */
public final class InMemoryBreakerStore implements BreakerStore {
  private final InMemoryTransactions transactions;
  private Map<Destination, Breaker> breakers = new TreeMap<>();

  public InMemoryBreakerStore(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<Destination, Breaker> copy = new TreeMap<>(breakers);
      return () -> breakers = copy;
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
      }
      return new Change(before, after);
    });
  }

  @Override
  public Map<Destination, Breaker> all() {
    return transactions.inOne(() -> new TreeMap<>(breakers));
  }
}
