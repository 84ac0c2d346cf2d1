package dev.tocsin.platform.transaction;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.engine.alert.AlertKeysChanged;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

class RepeatedTransactionsTest {
  private final InMemoryTransactions transactions = new InMemoryTransactions();
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final RepeatedTransactions repeated = new RepeatedTransactions(transactions, meters);
  private int runs;
  private int committed;

  private void conflict(int times) {
    runs++;
    transactions.afterCommit(() -> committed++);
    if (runs <= times) {
      throw new AlertKeysChanged(3, 1);
    }
  }

  @Test
  void run_noConflict_runsOnce() {
    repeated.run(() -> conflict(0));

    assertThat(runs).isEqualTo(1);
    assertThat(committed).isEqualTo(1);
    assertThat(meters.getMeters()).isEmpty();
  }

  @Test
  void run_conflicts_runsAgainUntilThereIsNone() {
    repeated.run(() -> conflict(RepeatedTransactions.MOST_RUNS - 1));

    assertThat(runs).isEqualTo(RepeatedTransactions.MOST_RUNS);
    assertThat(committed).isEqualTo(1);
    assertThat(meters.get("tocsin.transactions.repeated").counter().count()).isEqualTo(19);
  }

  @Test
  void run_conflictsWithoutEnd_failsWithTheLastOne() {
    assertThatThrownBy(() -> repeated.run(() -> conflict(Integer.MAX_VALUE)))
        .isInstanceOf(TransactionConflict.class)
        .hasMessage("2 of 3 alert keys were changed by another transaction");

    assertThat(runs).isEqualTo(RepeatedTransactions.MOST_RUNS);
    assertThat(committed).isZero();
  }

  @Test
  void run_anotherFailure_isNotRepeated() {
    assertThatThrownBy(() ->
            repeated.run(() -> {
              runs++;
              throw new IllegalStateException("broken");
            }))
        .hasMessage("broken");

    assertThat(runs).isEqualTo(1);
  }
}
