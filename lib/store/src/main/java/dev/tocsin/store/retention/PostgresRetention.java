package dev.tocsin.store.retention;

import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.retention.Retention;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sweeps everything that is {@link Retained}, each at most once in {@link #INTERVAL}. */
@Singleton
final class PostgresRetention implements Retention {
  /** How often a thing is swept over all instances, and how often this one asks for it. */
  public static final Duration INTERVAL = Duration.ofHours(1);

  private static final Logger LOG = LoggerFactory.getLogger(PostgresRetention.class);

  private final Sql sql;
  private final Transactions transactions;
  private final List<Retained> all;
  private final FailureLog failures;
  private final Map<String, Instant> asked = new ConcurrentHashMap<>();

  PostgresRetention(
      Sql sql, Transactions transactions, Collection<Retained> all, InstantSource clock) {
    this.sql = sql;
    this.transactions = transactions;
    this.all = List.copyOf(all);
    this.failures = new FailureLog(LOG, "Retention", clock);
  }

  /**
   * Sweeps what is due; costs nothing when nothing is. One that fails hinders no other and is tried
   * again at the next call, since nothing here is urgent.
   *
   * @return how much was removed
   */
  @Override
  public int sweep(Instant now) {
    return all.stream()
        .filter(retained -> isDue(retained.name(), now))
        .mapToInt(retained -> sweep(retained, now))
        .sum();
  }

  private boolean isDue(String name, Instant now) {
    return !asked.getOrDefault(name, Instant.MIN).isAfter(now.minus(INTERVAL));
  }

  private int sweep(Retained retained, Instant now) {
    try {
      int removed = transactions.inOne(() -> claim(retained.name(), now) ? retained.sweep(now) : 0);
      asked.put(retained.name(), now);
      failures.worked();
      return removed;
    } catch (RuntimeException broken) {
      failures.failed(new IllegalStateException("of " + retained.name(), broken));
      return 0;
    }
  }

  /** The row that notes the sweep makes other instances wait, and then find it done. */
  private boolean claim(String name, Instant now) {
    return sql.of(
                """
                INSERT INTO retention_run (name, swept_at) VALUES (?, ?)
                ON CONFLICT (name) DO UPDATE SET swept_at = excluded.swept_at
                WHERE retention_run.swept_at <= ?
                """)
            .with(name)
            .with(now)
            .with(now.minus(INTERVAL))
            .update()
        == 1;
  }
}
