package dev.tocsin.testkit.rule;

import dev.tocsin.engine.rule.RuleActivation;
import dev.tocsin.engine.rule.RuleActivations;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.util.Optional;

/** The rules in force, in memory; a transaction holds them. */
final class InMemoryRuleActivations implements RuleActivations {
  private final InMemoryTransactions transactions;
  private Optional<RuleActivation> current = Optional.empty();

  InMemoryRuleActivations(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Optional<RuleActivation> copy = current;
      return () -> current = copy;
    });
  }

  @Override
  public Optional<RuleActivation> current() {
    return transactions.inOne(() -> current);
  }

  @Override
  public Optional<String> version() {
    return current().map(RuleActivation::version);
  }

  @Override
  public void lock() {
    transactions.inOne(() -> current);
  }

  @Override
  public void activate(RuleActivation activation) {
    transactions.inOne(() -> current = Optional.of(activation));
  }
}
