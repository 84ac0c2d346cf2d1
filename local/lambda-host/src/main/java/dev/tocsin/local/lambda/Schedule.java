package dev.tocsin.local.lambda;

import dev.tocsin.core.failure.FailureLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The EventBridge rule of a function: runs a task every interval, never twice at a time, whether or
 * not it fails. A run that takes longer than the interval delays the next one.
 */
public final class Schedule implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

  private final Duration interval;
  private final Runnable task;
  private final FailureLog trouble;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread thread;

  private Schedule(String name, Duration interval, Runnable task) {
    this.interval = interval;
    this.task = task;
    this.trouble = new FailureLog(LOG, "Schedule " + name, InstantSource.system());
    this.thread = new Thread(this::run, name + "-schedule");
  }

  /** Runs {@code task} now and then every {@code interval}. */
  public static Schedule start(String name, Duration interval, Runnable task) {
    Schedule schedule = new Schedule(name, interval, task);
    schedule.thread.start();
    return schedule;
  }

  /** Returns when a run in progress is over; there is no further one. */
  @Override
  public void close() {
    stopping.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void run() {
    boolean stopped = false;
    while (!stopped) {
      long start = System.nanoTime();
      runOnce();
      stopped = isStoppedWithin(interval.toNanos() - (System.nanoTime() - start));
    }
  }

  /** Whatever the task throws must not end the schedule. */
  private void runOnce() {
    try {
      task.run();
      trouble.worked();
    } catch (Throwable e) {
      trouble.failed(e);
    }
  }

  private boolean isStoppedWithin(long nanos) {
    try {
      return stopping.await(nanos, TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }
}
