package dev.tocsin.store;

import dev.tocsin.core.outbox.Transactions;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
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

  @Override
  public void afterCommit(Runnable work) {
    operations
        .findTransactionStatus()
        .filter(status -> !status.isCompleted())
        .ifPresentOrElse(status -> register(status, work), work);
  }

  private static void register(TransactionStatus<?> status, Runnable work) {
    status.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }
}
