package dev.tocsin.testkit.routing;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryConfigurationVersionsTest extends ConfigurationVersionsContract {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final InMemoryConfigurationVersions versions =
      new InMemoryConfigurationVersions(transactions);

  @Override
  protected ConfigurationVersions versions() {
    return versions;
  }

  @Override
  protected Transactions transactions() {
    return transactions;
  }
}
