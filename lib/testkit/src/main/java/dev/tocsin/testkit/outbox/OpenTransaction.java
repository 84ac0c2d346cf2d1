package dev.tocsin.testkit.outbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.Transactions;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/** A transaction on a thread of its own that has done its work and stays open until it commits. */
public final class OpenTransaction {
  /** The common pool may have one thread, in which what waits would be waited for. */
  private static final Executor THREADS = work -> Thread.ofPlatform().daemon().start(work);

  private final CountDownLatch go = new CountDownLatch(1);
  private final CompletableFuture<Void> worked = new CompletableFuture<>();
  private final CompletableFuture<Void> ended;

  private OpenTransaction(Transactions transactions, Runnable work) {
    ended =
        beside(() ->
            transactions.run(() -> {
              work.run();
              worked.complete(null);
              awaitCommit();
            }));
  }

  /** Begins one and returns once its work is done; what the work throws is thrown. */
  public static OpenTransaction after(Transactions transactions, Runnable work) {
    OpenTransaction open = new OpenTransaction(transactions, work);
    Object unused = CompletableFuture.anyOf(open.worked, open.ended).join();
    return open;
  }

  /** Runs work on another thread. */
  public static CompletableFuture<Void> beside(Runnable work) {
    return CompletableFuture.runAsync(work, THREADS);
  }

  /** Runs work that has a result on another thread. */
  public static <T> CompletableFuture<T> askBeside(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, THREADS);
  }

  /**
   * Asserts that other work ends only when this one commits, which it does, and returns its result.
   */
  public <T> T commitFor(CompletableFuture<T> waiting) throws ExecutionException {
    assertThatThrownBy(() -> waiting.get(100, TimeUnit.MILLISECONDS))
        .isInstanceOf(TimeoutException.class);
    commit();
    return within(waiting);
  }

  /** The result of work that waits for nothing. */
  public static <T> T within(CompletableFuture<T> work) throws ExecutionException {
    try {
      return work.get(10, TimeUnit.SECONDS);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    } catch (TimeoutException late) {
      throw new IllegalStateException("not done in 10 s", late);
    }
  }

  public void commit() {
    go.countDown();
    ended.join();
  }

  private void awaitCommit() {
    try {
      go.await();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }
}
