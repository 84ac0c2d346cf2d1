package dev.tocsin.testkit.delivery;

import dev.tocsin.core.rate.RateBudgets;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryRateBudgetsTest extends RateBudgetsContract {
  private final RateBudgets budgets = new InMemoryRateBudgets(new InMemoryTransactions());

  @Override
  protected RateBudgets budgets() {
    return budgets;
  }
}
