package dev.tocsin.store;

import dev.tocsin.core.outbox.Transactions;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.function.Supplier;

/** Transactions of the database, one connection each, at READ COMMITTED. */
@Singleton
public final class PostgresTransactions implements Transactions {
  private final TransactionOperations<Connection> operations;

  public PostgresTransactions(TransactionOperations<Connection> operations) {
    this.operations = operations;
  }

  @Override
  public <T> T inOne(Supplier<T> work) {
    return operations.executeWrite(status -> work.get());
  }
}
