package dev.tocsin.local.alertmanager;

import dev.tocsin.core.failure.FailureLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work that an instance repeats for as long as it lives, one thing after another. */
final class Maintenance implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Maintenance.class);

  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("maintenance").factory());

  /** Repeats something, first after one interval; a failure is logged and changes nothing. */
  void repeat(String what, Duration interval, Runnable work) {
    FailureLog failures = new FailureLog(LOG, what, InstantSource.system());
    var unused =
        thread.scheduleWithFixedDelay(
            () -> run(work, failures),
            interval.toMillis(),
            interval.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  private static void run(Runnable work, FailureLog failures) {
    try {
      work.run();
      failures.worked();
    } catch (RuntimeException e) {
      failures.failed(e);
    }
  }

  @Override
  public void close() {
    List<Runnable> unused = thread.shutdownNow();
  }
}
