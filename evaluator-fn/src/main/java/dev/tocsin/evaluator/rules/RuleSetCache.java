package dev.tocsin.evaluator.rules;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.setting.CurrentSettings;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many rule sets requests have read at the same time: each may take as much memory as
 * the rules in force. Thread-safe.
 */
@Singleton
public class RuleSetCache {
  /** How long a request waits for its turn. */
  public static final Duration PATIENCE = Duration.ofSeconds(5);

  private final CurrentSettings settings;
  private final LimitHits hits;
  private @Nullable Semaphore turns;

  RuleSetCache(CurrentSettings settings, LimitHits hits) {
    this.settings = settings;
    this.hits = hits;
  }

  /** There was no turn in time; the same request may succeed later. */
  public static final class Busy extends RuntimeException {
    Busy() {
      super(
          "rule sets of other requests are being read: try again in a few seconds",
          null,
          false,
          false);
    }
  }

  /** Does something with a rule set that a request brings, when it is its turn. */
  public <T> T inTurn(Supplier<T> work) {
    Semaphore turn = turns();
    if (!acquired(turn)) {
      hits.hit(Limit.RULE_SETS_AT_ONCE);
      throw new Busy();
    }
    try {
      return work.get();
    } finally {
      turn.release();
    }
  }

  /** Made when first asked for: settings may have to be read from elsewhere. */
  private synchronized Semaphore turns() {
    if (turns == null) {
      turns = new Semaphore(settings.now().limits().of(Limit.RULE_SETS_AT_ONCE), true);
    }
    return turns;
  }

  private static boolean acquired(Semaphore turn) {
    try {
      return turn.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
