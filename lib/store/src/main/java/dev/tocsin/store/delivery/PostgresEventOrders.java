package dev.tocsin.store.delivery;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The orders as rows, which every writer locks in the order of the column {@code fingerprint}. */
@Singleton
final class PostgresEventOrders implements EventOrders {
  private final Sql sql;
  private final Transactions transactions;

  PostgresEventOrders(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public Map<Fingerprint, EventOrder> lock(Collection<Fingerprint> fingerprints) {
    return transactions.inOne(() -> {
      long[] keys =
          fingerprints.stream().mapToLong(Fingerprint::value).distinct().sorted().toArray();
      List<EventOrder> orders = lockRows(keys);
      while (orders.size() < keys.length) {
        insertMissing(keys);
        orders = lockRows(keys);
      }
      return orders.stream().collect(toMap(EventOrder::fingerprint, identity()));
    });
  }

  private void insertMissing(long[] keys) {
    sql.of(
            """
            INSERT INTO event_order (fingerprint, complete, moved_at)
            SELECT key, 0, 'epoch' FROM unnest(?) AS k (key) ORDER BY key
            ON CONFLICT (fingerprint) DO NOTHING
            """)
        .with(keys)
        .update();
  }

  private List<EventOrder> lockRows(long[] keys) {
    return keys.length == 0
        ? List.of()
        : sql.of(
                """
                SELECT fingerprint, complete, ahead FROM event_order
                WHERE fingerprint = ANY (?) ORDER BY fingerprint FOR UPDATE
                """)
            .with(keys)
            .rows(PostgresEventOrders::read);
  }

  private static EventOrder read(ResultSet row) throws SQLException {
    return new EventOrder(
        new Fingerprint(row.getLong("fingerprint")),
        row.getLong("complete"),
        Set.of((Long[]) row.getArray("ahead").getArray()));
  }

  @Override
  public void save(Collection<EventOrder> orders, Instant now) {
    if (orders.isEmpty()) {
      return;
    }
    sql.of(
            """
            UPDATE event_order SET complete = o.complete, ahead = o.ahead::bigint[], moved_at = ?
            FROM unnest(?, ?, ?) AS o (fingerprint, complete, ahead)
            WHERE event_order.fingerprint = o.fingerprint
            """)
        .with(now)
        .each(orders, Long[]::new, order -> order.fingerprint().value())
        .each(orders, Long[]::new, EventOrder::complete)
        .each(orders, String[]::new, PostgresEventOrders::list)
        .update();
  }

  private static String list(EventOrder order) {
    return Arrays.stream(order.ahead().toArray())
        .map(String::valueOf)
        .collect(Collectors.joining(",", "{", "}"));
  }
}
