package dev.tocsin.testkit.delivery;

import dev.tocsin.core.rate.RateBudget;
import dev.tocsin.core.rate.RateBudgets;
import dev.tocsin.core.rate.RateLimit;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** Budgets of requests in memory. */
public final class InMemoryRateBudgets implements RateBudgets {
  private final InMemoryTransactions transactions;
  private Map<String, Instant> fullAt = new HashMap<>();

  public InMemoryRateBudgets(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<String, Instant> copy = new HashMap<>(fullAt);
      return () -> fullAt = copy;
    });
  }

  @Override
  public RateLimit.Taken take(RateBudget budget, int wanted, Instant now) {
    return transactions.inOne(() -> {
      RateLimit.Taken taken =
          budget.limit().take(fullAt.getOrDefault(budget.name(), Instant.MIN), wanted, now);
      fullAt.put(budget.name(), taken.fullAt());
      return taken;
    });
  }
}
