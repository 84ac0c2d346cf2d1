package dev.tocsin.notifier.deliver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Serves several receivers at once, so that none waits for another. While some are still being
 * served it looks for others that have work.
 */
final class SideBySide {
  private static final long LOOKS_AGAIN_MILLIS = 50;

  private final Function<String, Served> serve;
  private final Supplier<Collection<String>> others;

  /**
   * @param serve serves a receiver
   * @param others the receivers that have work
   */
  SideBySide(Function<String, Served> serve, Supplier<Collection<String>> others) {
    this.serve = serve;
    this.others = others;
  }

  /** Serves these and what comes meanwhile; throws what one of them threw when all have ended. */
  Served run(Collection<String> names) {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      return new Round(threads).run(names);
    }
  }

  /** How serving a receiver ended. */
  private record Ended(String name, Served served, Optional<RuntimeException> broken) {}

  /** Those under way; only the caller's thread touches it. */
  private final class Round {
    private final ExecutorService threads;
    private final BlockingQueue<Ended> ended = new LinkedBlockingQueue<>();
    private final Set<String> running = new HashSet<>();
    private final List<RuntimeException> broken = new ArrayList<>();
    private Served served = Served.ALL;

    Round(ExecutorService threads) {
      this.threads = threads;
    }

    Served run(Collection<String> names) {
      begin(names);
      while (!running.isEmpty()) {
        next().ifPresentOrElse(this::take, () -> begin(others.get()));
      }
      if (!broken.isEmpty()) {
        throw broken.getFirst();
      }
      return served;
    }

    private void begin(Collection<String> names) {
      for (String name : names) {
        if (running.add(name)) {
          threads.execute(() -> ended.add(served(name)));
        }
      }
    }

    private Optional<Ended> next() {
      try {
        return Optional.ofNullable(ended.poll(LOOKS_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while deliveries are under way", e);
      }
    }

    private void take(Ended receiver) {
      running.remove(receiver.name());
      served = served.and(receiver.served());
      receiver.broken().ifPresent(broken::add);
    }
  }

  private Ended served(String name) {
    try {
      return new Ended(name, serve.apply(name), Optional.empty());
    } catch (RuntimeException e) {
      return new Ended(name, Served.ALL, Optional.of(e));
    }
  }
}
