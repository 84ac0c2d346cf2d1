package dev.tocsin.local.upstream;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/** Whether the machine keeps time: a beat that comes late shows that processes had to wait. */
final class Heartbeat implements AutoCloseable {
  private static final Duration BEAT = Duration.ofMillis(10);

  private final Thread thread = Thread.ofPlatform().daemon().unstarted(this::beat);
  private final AtomicLong longest = new AtomicLong();

  Heartbeat() {
    thread.start();
  }

  private void beat() {
    long last = System.nanoTime();
    try {
      while (true) {
        Thread.sleep(BEAT);
        long now = System.nanoTime();
        longest.accumulateAndGet(now - last, Math::max);
        last = now;
      }
    } catch (InterruptedException closed) {
      Thread.currentThread().interrupt();
    }
  }

  /** The longest time between two beats until now. */
  Duration longestGap() {
    return Duration.ofNanos(longest.get());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
