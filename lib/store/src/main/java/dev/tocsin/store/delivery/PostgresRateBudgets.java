package dev.tocsin.store.delivery;

import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.rate.RateBudget;
import dev.tocsin.core.rate.RateBudgets;
import dev.tocsin.core.rate.RateLimit;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * Budgets as rows, each held while tokens are taken. A row keeps microseconds, and so does time.
 */
@Singleton
public final class PostgresRateBudgets implements RateBudgets {
  private final Sql sql;
  private final Transactions transactions;

  public PostgresRateBudgets(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public RateLimit.Taken take(RateBudget budget, int wanted, Instant now) {
    Instant at = now.truncatedTo(ChronoUnit.MICROS);
    return transactions.inOne(() -> {
      RateLimit.Taken taken = budget.limit().take(hold(budget, at), wanted, at);
      if (taken.granted() > 0) {
        sql.of("UPDATE rate_budget SET full_at = ? WHERE name = ?")
            .with(taken.fullAt())
            .with(budget.name())
            .update();
      }
      return taken;
    });
  }

  private Instant hold(RateBudget budget, Instant now) {
    sql.of(
            """
            INSERT INTO rate_budget (name, full_at) VALUES (?, ?)
            ON CONFLICT (name) DO NOTHING
            """)
        .with(budget.name())
        .with(now)
        .update();
    return sql.of("SELECT full_at FROM rate_budget WHERE name = ? FOR UPDATE")
        .with(budget.name())
        .first(row -> Sql.instant(row, "full_at"))
        .orElseThrow();
  }
}
