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
    lock.lock();
    try {
      return lock.getHoldCount() > 1 ? join(work) : begin(work);
    } finally {
      lock.unlock();
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
