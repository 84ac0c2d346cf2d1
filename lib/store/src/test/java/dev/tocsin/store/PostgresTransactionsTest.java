package dev.tocsin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.TransactionConflict;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.testkit.outbox.TransactionsContract;
import io.micronaut.context.ApplicationContext;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PostgresTransactionsTest extends TransactionsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Transactions transactions() {
    return context.getBean(Transactions.class);
  }

  @Override
  protected ConsumedEvents store() {
    return context.getBean(ConsumedEvents.class);
  }

  @Test
  void inOne_deadlock_isAConflictForOneOfTheTwo() {
    Sql sql = context.getBean(Sql.class);
    CyclicBarrier both = new CyclicBarrier(2);
    List<CompletableFuture<Boolean>> ends =
        Stream.of(List.of(1, 2), List.of(2, 1))
            .map(lanes -> CompletableFuture.supplyAsync(() -> locked(sql, lanes, both)))
            .toList();

    assertThat(ends.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(true, false);
  }

  @Test
  void inOne_failureOfTheConnection_isThrownAsItIs() {
    RuntimeException lost =
        new IllegalStateException(new SQLException("the connection is closed", (String) null));
    assertThatThrownBy(() ->
            transactions()
                .run(() -> {
                  throw lost;
                }))
        .isSameAs(lost);
  }

  /** Whether a transaction could lock two rows, the second once another one has locked it. */
  private boolean locked(Sql sql, List<Integer> lanes, CyclicBarrier both) {
    try {
      transactions()
          .run(() -> {
            lock(sql, lanes.getFirst());
            try {
              both.await();
            } catch (InterruptedException | BrokenBarrierException broken) {
              throw new IllegalStateException(broken);
            }
            lock(sql, lanes.getLast());
          });
      return true;
    } catch (TransactionConflict conflict) {
      return false;
    }
  }

  private static void lock(Sql sql, int lane) {
    sql.of("SELECT shard FROM outbox_lane WHERE queue = 'notify' AND shard = ? FOR UPDATE")
        .with(lane)
        .rows(row -> row.getInt("shard"));
  }
}
