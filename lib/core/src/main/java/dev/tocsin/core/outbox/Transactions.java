package dev.tocsin.core.outbox;

import java.util.function.Supplier;

/** Runs work so that all of it takes effect, or none. */
public interface Transactions {
  /**
   * Joins the caller's transaction if there is one. An exception undoes everything.
   *
   * @throws TransactionConflict when another transaction was in the way
   */
  <T> T inOne(Supplier<T> work);

  /** {@link #inOne} for work without a result. */
  default void run(Runnable work) {
    boolean unused =
        inOne(() -> {
          work.run();
          return true;
        });
  }

  /**
   * Has something run once the transaction under way has committed, before the outermost {@link
   * #inOne} returns, in the order of the calls; never when it is rolled back. Without a transaction
   * it runs at once. What it throws reaches the caller of {@code inOne} and undoes nothing.
   */
  void afterCommit(Runnable work);
}
