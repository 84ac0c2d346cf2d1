package dev.tocsin.store.delivery;

import dev.tocsin.core.rate.RateBudgets;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.delivery.RateBudgetsContract;
import io.micronaut.context.ApplicationContext;

class PostgresRateBudgetsTest extends RateBudgetsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected RateBudgets budgets() {
    return context.getBean(RateBudgets.class);
  }
}
