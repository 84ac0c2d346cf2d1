package dev.tocsin.store.snapshot;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.snapshot.Primer;
import dev.tocsin.store.Sql;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import javax.sql.DataSource;

/** A transaction that reads. */
@Singleton
@Requires(beans = DataSource.class)
final class PrimeDatabase implements Primer {
  private final Transactions transactions;
  private final Sql sql;

  PrimeDatabase(Transactions transactions, Sql sql) {
    this.transactions = transactions;
    this.sql = sql;
  }

  @Override
  public void prime() {
    Object unused = transactions.inOne(() -> sql.of("SELECT 1").rows(row -> row.getInt(1)));
  }
}
