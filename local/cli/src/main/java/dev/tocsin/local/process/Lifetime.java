package dev.tocsin.local.process;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps something running until the process gets a signal to end, and the process until it is
 * closed. The JVM's own end would come too early: handlers close their contexts when it begins,
 * while others still work with them.
 */
public final class Lifetime {
  private static final long MOST_SECONDS = 9;

  /** What a JVM exits with that SIGTERM ends. */
  private static final int TERMINATED = 128 + 15;

  private Lifetime() {}

  /**
   * Starts, waits for SIGTERM or SIGINT, and closes: 9 s at most. Throws what {@code start} throws.
   */
  public static void of(Callable<? extends AutoCloseable> start) throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch closed = new CountDownLatch(1);
    boolean term = Signals.on("TERM", () -> end(asked, closed));
    boolean interrupt = Signals.on("INT", () -> end(asked, closed));
    if (!term || !interrupt) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> isClosedInTime(asked, closed), "stop"));
    }
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
    if (!isClosedInTime(asked, closed)) {
      System.exit(TERMINATED);
    }
  }

  private static boolean isClosedInTime(CountDownLatch asked, CountDownLatch closed) {
    asked.countDown();
    try {
      return closed.await(MOST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
