package dev.tocsin.testkit.outbox;

import dev.tocsin.core.outbox.Transactions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Transactions over in-memory stores, one at a time. A store that takes part enlists, and runs each
 * of its methods in {@link #inOne}.
 */
public final class InMemoryTransactions implements Transactions {
  private final ReentrantLock lock = new ReentrantLock();
  private final List<Supplier<Runnable>> stores = new ArrayList<>();
  private final List<Runnable> afterCommit = new ArrayList<>();
  private boolean failed;

  /**
   * Makes a store part of every transaction.
   *
   * @param snapshot copies what the store holds and returns what puts the copy back
   */
  public void enlist(Supplier<Runnable> snapshot) {
    stores.add(snapshot);
  }

  @Override
  public <T> T inOne(Supplier<T> work) {
    List<Runnable> committed;
    T result;
    lock.lock();
    try {
      if (lock.getHoldCount() > 1) {
        return join(work);
      }
      result = begin(work);
      committed = List.copyOf(afterCommit);
    } finally {
      lock.unlock();
    }
    committed.forEach(Runnable::run);
    return result;
  }

  @Override
  public void afterCommit(Runnable work) {
    if (lock.isHeldByCurrentThread()) {
      afterCommit.add(work);
    } else {
      work.run();
    }
  }

  private <T> T join(Supplier<T> work) {
    try {
      return work.get();
    } catch (Throwable broken) {
      failed = true;
      throw broken;
    }
  }

  private <T> T begin(Supplier<T> work) {
    List<Runnable> undo = stores.stream().map(Supplier::get).toList();
    failed = false;
    afterCommit.clear();
    try {
      T result = join(work);
      if (failed) {
        throw new IllegalStateException("part of the transaction had failed");
      }
      return result;
    } finally {
      if (failed) {
        undo.forEach(Runnable::run);
      }
    }
  }
}
