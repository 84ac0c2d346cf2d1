package dev.tocsin.store.cursor;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Forgets the grid of rule groups that were not judged for 90 days and have no keys. */
@Singleton
final class GridCursorRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(90);

  private final Sql sql;

  GridCursorRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "grid_cursor";
  }

  @Override
  public int sweep(Instant now) {
    return sql.of(
            """
            DELETE FROM grid_cursor
            WHERE judged_until < ? AND judged_until > 'epoch'
              AND NOT EXISTS (
                SELECT FROM key_state WHERE key_state.rule_group = grid_cursor.rule_group)
            """)
        .with(now.minus(KEPT))
        .update();
  }
}
