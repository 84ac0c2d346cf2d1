package dev.tocsin.testkit.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemorySilencesTest extends SilenceStoreContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemorySilences silences = new InMemorySilences(transactions);

  @Override
  protected SilenceStore silences() {
    return silences;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
