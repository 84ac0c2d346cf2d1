package dev.tocsin.store;

import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.core.outbox.Transactions;
import io.micronaut.transaction.TransactionOperations;
import io.micronaut.transaction.TransactionStatus;
import io.micronaut.transaction.support.TransactionSynchronization;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Transactions of the database, one connection each, at READ COMMITTED. */
@Singleton
public final class PostgresTransactions implements Transactions {
  /** serialization_failure and deadlock_detected. Source: PostgreSQL, "PostgreSQL Error Codes". */
  private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

  private final TransactionOperations<Connection> operations;

  public PostgresTransactions(TransactionOperations<Connection> operations) {
    this.operations = operations;
  }

  @Override
  public <T> T inOne(Supplier<T> work) {
    try {
      return operations.executeWrite(status -> work.get());
    } catch (RuntimeException failed) {
      throw isConflict(failed) ? new TransactionConflict(failed) : failed;
    }
  }

  private static boolean isConflict(RuntimeException failed) {
    for (@Nullable Throwable cause = failed; cause != null; cause = cause.getCause()) {
      if (cause instanceof TransactionConflict) {
        return false;
      }
      // An exception of the connection pool has no state.
      if (cause instanceof SQLException refused
          && refused.getSQLState() != null
          && CONFLICTS.contains(refused.getSQLState())) {
        return true;
      }
    }
    return false;
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
