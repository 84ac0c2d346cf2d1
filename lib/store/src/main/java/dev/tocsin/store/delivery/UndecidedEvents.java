package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.store.Sql;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The deliveries of events on which no flush has decided. */
final class UndecidedEvents {
  private final Sql sql;

  UndecidedEvents(Sql sql) {
    this.sql = sql;
  }

  List<Delivery> all() {
    return sql.of(
            "SELECT "
                + DeliveryRows.COLUMNS
                + """
                FROM delivery
                WHERE reason IN ('awaits_flush', 'awaits_predecessor', 'awaits_alert')
                ORDER BY arrival
                """)
        .rows(DeliveryRows::read);
  }

  Set<UUID> complete(Collection<EventOrder> orders) {
    return new HashSet<>(
        sql.of(
                """
                UPDATE delivery SET reason = 'awaits_flush'
                FROM unnest(?, ?) AS o (fingerprint, complete)
                WHERE delivery.fingerprint = o.fingerprint AND delivery.seq <= o.complete
                  AND delivery.reason IN ('awaits_predecessor', 'awaits_alert')
                RETURNING delivery.group_id
                """)
            .each(orders, Long[]::new, order -> order.fingerprint().value())
            .each(orders, Long[]::new, EventOrder::complete)
            .rows(row -> row.getObject("group_id", UUID.class)));
  }

  void regroup(Map<UUID, UUID> groups) {
    if (groups.isEmpty()) {
      return;
    }
    sql.of(
            """
            UPDATE delivery SET group_id = g.group_id
            FROM unnest(?, ?) AS g (id, group_id)
            WHERE delivery.id = g.id
              AND reason IN ('awaits_flush', 'awaits_predecessor', 'awaits_alert')
            """)
        .each(groups.entrySet(), UUID[]::new, Map.Entry::getKey)
        .each(groups.entrySet(), UUID[]::new, Map.Entry::getValue)
        .update();
  }
}
