package dev.tocsin.notifier.deliver;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
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
      return new Round(new ExecutorCompletionService<>(threads)).run(names);
    }
  }

  /** Those under way; only the caller's thread touches it. */
  private final class Round {
    private final CompletionService<Served> threads;
    private final Map<Future<Served>, String> running = new HashMap<>();
    private final List<RuntimeException> broken = new ArrayList<>();
    private Served served = Served.ALL;

    Round(CompletionService<Served> threads) {
      this.threads = threads;
    }

    Served run(Collection<String> names) {
      begin(names);
      while (!running.isEmpty()) {
        next().ifPresentOrElse(this::ended, () -> begin(others.get()));
      }
      if (!broken.isEmpty()) {
        throw broken.getFirst();
      }
      return served;
    }

    private void begin(Collection<String> names) {
      Set<String> idle = new HashSet<>(names);
      idle.removeAll(running.values());
      idle.forEach(name -> running.put(threads.submit(() -> serve.apply(name)), name));
    }

    private Optional<Future<Served>> next() {
      try {
        return Optional.ofNullable(threads.poll(LOOKS_AGAIN_MILLIS, TimeUnit.MILLISECONDS));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("interrupted while deliveries are under way", e);
      }
    }

    private void ended(Future<Served> future) {
      running.remove(future);
      try {
        served = served.and(future.get());
      } catch (ExecutionException e) {
        broken.add(
            e.getCause() instanceof RuntimeException known
                ? known
                : new IllegalStateException("a receiver could not be served", e.getCause()));
      } catch (InterruptedException e) {
        throw new IllegalStateException("interrupted at a result that is there", e);
      }
    }
  }
}
