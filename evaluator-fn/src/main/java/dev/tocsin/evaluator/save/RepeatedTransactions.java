package dev.tocsin.evaluator.save;

import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.core.outbox.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/**
 * Transactions that are run again, on fresh state, when another one has changed the same alert
 * keys, or the replica that is taken: samples of a series or of a cluster that come from several
 * partitions, or a tick during a batch.
 */
@Singleton
public class RepeatedTransactions {
  /**
   * Of the transactions that want the same keys, one commits in each round: with fewer evaluators
   * at work than this, hardly one loses so often. One that does comes again later, as after any
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
    for (int run = 1; run < MOST_RUNS; run++) {
      try {
        transactions.run(work);
        return;
      } catch (TransactionConflict conflict) {
        meters.counter("tocsin.transactions.repeated").increment();
      }
    }
    transactions.run(work);
  }
}
