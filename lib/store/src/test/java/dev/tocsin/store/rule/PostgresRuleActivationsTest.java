package dev.tocsin.store.rule;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.rule.RuleActivationsContract;
import io.micronaut.context.ApplicationContext;

class PostgresRuleActivationsTest extends RuleActivationsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected RuleActivations activations() {
    return context.getBean(RuleActivations.class);
  }

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }
}
