package dev.tocsin.notifier.wake;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Ends a wait before its time. A ring while nothing waits ends the next wait at once. */
@Singleton
public class Alarm {
  private final Semaphore rings = new Semaphore(0);

  public void ring() {
    rings.release();
  }

  /** Waits for a ring, at most so long. */
  public void await(Duration atMost) {
    try {
      boolean unused = rings.tryAcquire(Math.max(0, atMost.toNanos()), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for the next flush", e);
    }
    rings.drainPermits();
  }
}
