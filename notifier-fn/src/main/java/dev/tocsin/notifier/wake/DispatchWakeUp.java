package dev.tocsin.notifier.wake;

/** Wakes what flushes groups, since one may be due sooner than it knew. */
@FunctionalInterface
public interface DispatchWakeUp {
  /** Wakes it if the transaction under way commits, and after that. */
  void onceCommitted();
}
