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
  private Map<Destination, Kept> breakers = new TreeMap<>();

  public InMemoryBreakerStore(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<Destination, Kept> copy = new TreeMap<>(breakers);
      return () -> breakers = copy;
    });
  }

  @Override
  public Breaker load(Destination destination) {
    return transactions.inOne(() -> {
      Kept kept = breakers.get(destination);
      return kept == null ? Breaker.NEW : kept.breaker();
    });
  }

  @Override
  public Change update(Destination destination, UnaryOperator<Breaker> change, Instant now) {
    return transactions.inOne(() -> {
      Breaker before = load(destination);
      Breaker after = change.apply(before);
      if (!after.equals(before)) {
        breakers.put(destination, new Kept(after, now));
      }
      return new Change(before, after);
    });
  }

  @Override
  public Map<Destination, Breaker> all() {
    return transactions.inOne(() -> {
      Map<Destination, Breaker> all = new TreeMap<>();
      breakers.forEach((destination, kept) -> all.put(destination, kept.breaker()));
      return all;
    });
  }

  @Override
  public int prune(Instant unchangedSince) {
    return transactions.inOne(() -> {
      int before = breakers.size();
      breakers.values().removeIf(kept -> kept.forgettable(unchangedSince));
      return before - breakers.size();
    });
  }

  private record Kept(Breaker breaker, Instant changed) {
    boolean forgettable(Instant unchangedSince) {
      return breaker instanceof Breaker.Closed closed
          && closed.failures() == 0
          && changed.isBefore(unchangedSince);
    }
  }
}
