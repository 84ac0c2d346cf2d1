package dev.tocsin.testkit.cursor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** What every {@link PartitionCursors} promises. */
public abstract class PartitionCursorsContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.250Z");
  private static final PartitionId ZERO = new PartitionId("metrics", 0);
  private static final PartitionId TWO = new PartitionId("metrics", 2);
  private static final PartitionId TEN = new PartitionId("metrics", 10);

  /** The store under test, empty; always the same one within a test. */
  protected abstract PartitionCursors cursors();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void lock_unknown_startsAtOffsetZero() {
    assertThat(cursors().lock(ZERO)).isEqualTo(PartitionCursor.start(ZERO));
    assertThat(cursors().all()).containsExactly(PartitionCursor.start(ZERO));
  }

  @Test
  void save_locked_isReadBack() {
    PartitionCursor cursor = cursor(ZERO, 1L << 40);
    save(cursor);

    assertThat(cursors().lock(ZERO)).isEqualTo(cursor);
  }

  @Test
  void save_valuesGone_areGone() {
    save(cursor(ZERO, 5));
    save(new PartitionCursor(ZERO, 6, Optional.empty(), Optional.empty()));

    assertThat(cursors().lock(ZERO).eventTime()).isEmpty();
  }

  @Test
  void introduce_partitions_keepsWhatIsKnownAndOrdersByNumber() {
    PartitionCursor known = cursor(TWO, 7);
    save(known);
    cursors().introduce(List.of(TEN, TWO, ZERO, TEN));

    assertThat(cursors().all())
        .containsExactly(PartitionCursor.start(ZERO), known, PartitionCursor.start(TEN));
  }

  @Test
  void caughtUp_atTheSameOffset_movesForwardOnly() {
    save(cursor(ZERO, 5));
    cursors().caughtUp(ZERO, 5, NOW.plusSeconds(10));
    cursors().caughtUp(ZERO, 5, NOW.plusSeconds(5));

    assertThat(cursors().lock(ZERO).caughtUpAt()).contains(NOW.plusSeconds(10));
  }

  @Test
  void caughtUp_neverBefore_isNoted() {
    cursors().introduce(List.of(ZERO));
    cursors().caughtUp(ZERO, 0, NOW);

    assertThat(cursors().lock(ZERO).caughtUpAt()).contains(NOW);
  }

  @Test
  void caughtUp_cursorMovedOn_isIgnored() {
    save(cursor(ZERO, 6));
    cursors().caughtUp(ZERO, 5, NOW.plusSeconds(10));

    assertThat(cursors().lock(ZERO).caughtUpAt()).contains(NOW);
  }

  @Test
  void lock_heldByAnotherTransaction_waitsAndSeesWhatItWrote() throws Exception {
    assertLockWaitsFor(() -> cursors().lock(ZERO));
  }

  @Test
  void lock_whileAnotherTransactionHasAll_waits() throws Exception {
    save(cursor(ZERO, 1));
    save(cursor(TEN, 1));
    assertLockWaitsFor(() -> cursors().lockAll());
  }

  /** While a transaction that took a lock runs, another one waits, and then sees what it wrote. */
  private void assertLockWaitsFor(Runnable lock) throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    CompletableFuture<?> first =
        CompletableFuture.runAsync(() ->
            transactions()
                .inOne(() -> {
                  lock.run();
                  held.countDown();
                  await(go);
                  cursors().save(cursor(ZERO, 9));
                  return true;
                }));
    await(held);
    CompletableFuture<PartitionCursor> second =
        CompletableFuture.supplyAsync(() -> cursors().lock(ZERO));

    assertThatThrownBy(() -> second.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    go.countDown();
    first.get(5, TimeUnit.SECONDS);

    assertThat(second.get(5, TimeUnit.SECONDS).nextOffset()).isEqualTo(9);
  }

  private void save(PartitionCursor cursor) {
    transactions()
        .inOne(() -> {
          cursors().lock(cursor.id());
          cursors().save(cursor);
          return true;
        });
  }

  private static PartitionCursor cursor(PartitionId id, long nextOffset) {
    return new PartitionCursor(id, nextOffset, Optional.of(NOW.minusSeconds(1)), Optional.of(NOW));
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
