package dev.tocsin.local.command;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Keeps something running until the process is told to end, and the process until it is closed. */
final class Lifetime {
  private static final long MOST_SECONDS = 9;

  private Lifetime() {}

  /** Starts, waits for SIGTERM or SIGINT, and closes. Throws what {@code start} throws. */
  static void of(Callable<? extends AutoCloseable> start) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(asked, closed), "stop"));
    try {
      AutoCloseable running = start.call();
      try {
        asked.await();
      } finally {
        running.close();
      }
    } finally {
      closed.countDown();
    }
  }

  private static void end(CountDownLatch asked, CountDownLatch closed) {
    asked.countDown();
    try {
      boolean unused = closed.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
