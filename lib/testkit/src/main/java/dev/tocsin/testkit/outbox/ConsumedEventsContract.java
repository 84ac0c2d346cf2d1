package dev.tocsin.testkit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.testkit.CountingIds;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What every {@link ConsumedEvents} promises. */
public abstract class ConsumedEventsContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final UUID ONE = CountingIds.id(1);
  private static final UUID TWO = CountingIds.id(2);

  /** The store under test, empty; always the same one within a test. */
  protected abstract ConsumedEvents events();

  /** The transactions in which it takes part. */
  protected abstract Transactions transactions();

  @Test
  void take_newEvents_areReturned() {
    assertThat(events().take(QueueName.NOTIFY, List.of(TWO, ONE), NOW)).containsOnly(ONE, TWO);
  }

  @Test
  void take_takenBefore_isLeftOut() {
    events().take(QueueName.NOTIFY, List.of(ONE), NOW);

    assertThat(events().take(QueueName.NOTIFY, List.of(ONE, TWO), NOW)).containsOnly(TWO);
  }

  @Test
  void take_sameEventTwiceInOneCall_isReturnedOnce() {
    assertThat(events().take(QueueName.NOTIFY, List.of(ONE, ONE), NOW)).containsOnly(ONE);
  }

  @Test
  void take_byAnotherConsumer_isIndependent() {
    events().take(QueueName.NOTIFY, List.of(ONE), NOW);

    assertThat(events().take(QueueName.ENRICH, List.of(ONE), NOW)).containsOnly(ONE);
  }

  @Test
  void take_nothing_returnsNothing() {
    assertThat(events().take(QueueName.NOTIFY, List.of(), NOW)).isEmpty();
  }

  @Test
  void take_sameEventInTwoTransactionsAtOnce_oneGetsIt() {
    CountDownLatch taken = new CountDownLatch(1);
    CountDownLatch others = new CountDownLatch(1);
    CompletableFuture<Boolean> first =
        CompletableFuture.supplyAsync(() ->
            transactions()
                .inOne(() -> {
                  boolean mine = take();
                  taken.countDown();
                  await(others);
                  return mine;
                }));
    await(taken);
    List<CompletableFuture<Boolean>> rest = new ArrayList<>();
    for (int i = 0; i < 2; i++) {
      rest.add(CompletableFuture.supplyAsync(this::take));
    }
    others.countDown();

    assertThat(first.join()).isTrue();
    assertThat(rest).allSatisfy(other -> assertThat(other.join()).isFalse());
  }

  private boolean take() {
    return events().take(QueueName.NOTIFY, List.of(ONE), NOW).contains(ONE);
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
