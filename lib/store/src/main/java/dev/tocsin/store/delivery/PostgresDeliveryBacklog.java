package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/** The rows of the table of deliveries that wait or are dead, which have an index of their own. */
@Singleton
public final class PostgresDeliveryBacklog implements DeliveryBacklog {
  private static final String BOTH = "state IN ('waiting', 'dead')";

  private final Sql sql;

  public PostgresDeliveryBacklog(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<Delivery> page(Filter filter, OptionalLong before, int limit) {
    String[] receivers = filter.receivers().toArray(String[]::new);
    return sql.of(
            "SELECT "
                + DeliveryRows.COLUMNS
                + "FROM delivery WHERE "
                + filter.standing().map(PostgresDeliveryBacklog::condition).orElse(BOTH)
                + """
                 AND arrival < ? AND (cardinality(?::text[]) = 0 OR receiver = ANY (?))
                ORDER BY arrival DESC
                LIMIT ?
                """)
        .with(before.orElse(Long.MAX_VALUE))
        .with(receivers)
        .with(receivers)
        .with(limit)
        .rows(DeliveryRows::read);
  }

  private static String condition(Standing standing) {
    return switch (standing) {
      case WAITING -> "state = 'waiting'";
      case FAILED -> "state = 'waiting' AND attempts > 0";
      case DEAD -> "state = 'dead'";
    };
  }

  @Override
  public Set<GroupIntegration> dying(Map<GroupIntegration, Long> before) {
    if (before.isEmpty()) {
      return Set.of();
    }
    return new HashSet<>(
        sql.of(
                """
                SELECT asked.group_id, asked.receiver
                FROM unnest(?, ?, ?) AS asked (group_id, receiver, flush)
                CROSS JOIN LATERAL (
                  SELECT state FROM delivery
                  WHERE delivery.group_id = asked.group_id
                    AND delivery.receiver = asked.receiver
                    AND delivery.flush < asked.flush
                    AND state IN ('delivered', 'dead')
                  ORDER BY delivery.flush DESC
                  LIMIT 1) AS last
                WHERE last.state = 'dead'
                """)
            .each(before.keySet(), UUID[]::new, GroupIntegration::group)
            .each(before.keySet(), String[]::new, GroupIntegration::receiver)
            .with(before.values().toArray(Long[]::new))
            .rows(row ->
                new GroupIntegration(
                    row.getObject("group_id", UUID.class), row.getString("receiver"))));
  }

  @Override
  public Map<String, Integer> waiting() {
    Map<String, Integer> waiting = new TreeMap<>();
    sql.of(
            """
            SELECT receiver, count(*)::int AS waiting FROM delivery
            WHERE state = 'waiting'
            GROUP BY receiver
            """)
        .rows(row -> waiting.put(row.getString("receiver"), row.getInt("waiting")));
    return waiting;
  }
}
