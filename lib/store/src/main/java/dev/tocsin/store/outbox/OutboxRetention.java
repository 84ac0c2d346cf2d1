package dev.tocsin.store.outbox;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/**
 * Ends the wait for a consumer that does not come: what no one has taken for a week becomes a dead
 * letter.
 */
@Singleton
final class OutboxRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(7);

  private final Sql sql;

  OutboxRetention(Sql sql) {
    this.sql = sql;
  }

  @Override
  public String name() {
    return "outbox";
  }

  @Override
  public int sweep(Instant now) {
    return sql.of(
            """
            WITH expired AS (
              DELETE FROM outbox WHERE created_at < ? RETURNING queue, body
            )
            INSERT INTO dead_letter (id, source, queue, reason, detail, raw, created_at)
            SELECT gen_random_uuid(), 'event', queue, 'never_consumed',
                   'no consumer has taken the event for 7 days',
                   substring(convert_to(body, 'UTF8') FOR 1048576), ?
            FROM expired
            """)
        .with(now.minus(KEPT))
        .with(now)
        .update();
  }
}
