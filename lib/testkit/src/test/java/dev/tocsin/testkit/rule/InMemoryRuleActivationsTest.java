package dev.tocsin.testkit.rule;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryRuleActivationsTest extends RuleActivationsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final RuleActivations activations = new InMemoryRuleActivations(transactions);

  @Override
  protected RuleActivations activations() {
    return activations;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
