package dev.tocsin.store.outbox;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * The taken events as a table. Its key makes a second transaction that takes the same event wait
 * for the first one's end.
 */
@Singleton
public final class PostgresConsumedEvents implements ConsumedEvents {
  private final Sql sql;

  public PostgresConsumedEvents(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Set<UUID> take(QueueName consumer, Collection<UUID> eventIds, Instant now) {
    return new HashSet<>(
        sql.of(
                """
                INSERT INTO consumed_event (consumer, event_id, consumed_at)
                SELECT ?, event_id, ?
                FROM (SELECT DISTINCT event_id FROM unnest(?) AS e (event_id) ORDER BY 1) AS ordered
                ON CONFLICT (consumer, event_id) DO NOTHING
                RETURNING event_id
                """)
            .with(consumer.code())
            .with(now)
            .with(eventIds.toArray(UUID[]::new))
            .rows(row -> row.getObject("event_id", UUID.class)));
  }
}
