package dev.tocsin.platform.transaction;

import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.core.outbox.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import java.util.function.Supplier;

/**
 * Transactions that are run again, on fresh state, when another one has changed the same rows: as
 * when samples of a series come from several partitions, or two clients post one alert.
 */
@Singleton
public class RepeatedTransactions {
  /**
   * Of the transactions that want the same keys, one commits in each round: with fewer instances at
   * work than this, hardly one loses so often. One that does comes again later, as after any
   * failure.
   */
  static final int MOST_RUNS = 20;

  private final Transactions transactions;
  private final MeterRegistry meters;

  public RepeatedTransactions(Transactions transactions, MeterRegistry meters) {
    this.transactions = transactions;
    this.meters = meters;
  }

  /**
   * Runs work in a transaction of its own. What it does outside of the transaction must bear
   * repetition.
   *
   * @throws TransactionConflict when the last of {@value #MOST_RUNS} runs met a conflict too
   */
  public void run(Runnable work) {
    boolean unused =
        inOne(() -> {
          work.run();
          return true;
        });
  }

  /** {@link #run} for work with a result. */
  public <T> T inOne(Supplier<T> work) {
    for (int run = 1; run < MOST_RUNS; run++) {
      try {
        return transactions.inOne(work);
      } catch (TransactionConflict conflict) {
        meters.counter("tocsin.transactions.repeated").increment();
      }
    }
    return transactions.inOne(work);
  }
}
