package dev.tocsin.testkit.remediation;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryRunsTest extends RunsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();

  @Override
  protected Runs newRuns() {
    return new InMemoryRuns(transactions);
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
