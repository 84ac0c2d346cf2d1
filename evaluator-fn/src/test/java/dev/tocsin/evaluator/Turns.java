package dev.tocsin.evaluator;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets transactions of several threads run in turns: each stops when it has loaded. */
final class Turns implements FaultPoints, AutoCloseable {
  /** A thread that has not stopped by then waits for a lock of one that has. */
  private static final long PATIENCE_MILLIS = 500;

  private static final ThreadLocal<@Nullable Turn> OWN = new ThreadLocal<>();

  private final ExecutorService threads = Executors.newCachedThreadPool();

  /** The work of one thread. */
  static final class Turn {
    private final Semaphore go = new Semaphore(0);
    private final Semaphore stopped = new Semaphore(0);
    private volatile boolean ended;
    private volatile @Nullable Throwable failure;
    private boolean waits;

    /**
     * Runs to where its next transaction has loaded, or to its end.
     *
     * @return whether it has ended
     */
    boolean goOn() {
      if (!waits) {
        go.release();
      }
      try {
        waits = !stopped.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        throw new IllegalStateException(interrupted);
      }
      if (failure != null) {
        throw new AssertionError("the work of a turn failed", failure);
      }
      return !waits && ended;
    }

    /** Runs to its end. */
    void end() {
      boolean over = goOn();
      while (!over) {
        over = goOn();
      }
    }

    private void run(Runnable work) {
      go.acquireUninterruptibly();
      try {
        work.run();
      } catch (RuntimeException | Error broken) {
        failure = broken;
      }
      ended = true;
      stopped.release();
    }

    private void stop() {
      stopped.release();
      go.acquireUninterruptibly();
    }
  }

  /** Work that begins with its first {@link Turn#goOn}. */
  Turn of(Runnable work) {
    Turn turn = new Turn();
    threads.execute(() -> {
      OWN.set(turn);
      turn.run(work);
      OWN.remove();
    });
    return turn;
  }

  @Override
  public void reach(FaultPoint point) {
    Turn turn = OWN.get();
    if (turn != null && point == FaultPoint.AFTER_LOAD) {
      turn.stop();
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
