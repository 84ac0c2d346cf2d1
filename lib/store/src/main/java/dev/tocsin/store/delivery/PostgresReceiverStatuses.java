package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The last success and failure of each receiver as a row, written in the order of their names. */
@Singleton
public final class PostgresReceiverStatuses implements ReceiverStatuses {
  private final Sql sql;

  public PostgresReceiverStatuses(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void save(Collection<ReceiverStatus> news) {
    if (news.isEmpty()) {
      return;
    }
    List<ReceiverStatus> ordered =
        news.stream().sorted(Comparator.comparing(ReceiverStatus::receiver)).toList();
    sql.of(
            """
            INSERT INTO receiver_status AS kept (
              receiver, last_success_at, last_failure_at, last_error)
            SELECT receiver, success_at, failure_at, error
            FROM unnest(?, ?, ?, ?) AS s (receiver, success_at, failure_at, error)
            ON CONFLICT (receiver) DO UPDATE SET
              last_success_at = greatest(kept.last_success_at, excluded.last_success_at),
              last_failure_at = greatest(kept.last_failure_at, excluded.last_failure_at),
              last_error = CASE
                WHEN excluded.last_failure_at < kept.last_failure_at
                  OR excluded.last_failure_at IS NULL
                THEN kept.last_error ELSE excluded.last_error END
            """)
        .each(ordered, String[]::new, ReceiverStatus::receiver)
        .each(ordered, Instant[]::new, status -> status.lastSuccess().orElse(null))
        .each(ordered, Instant[]::new, status -> status.lastFailure().orElse(null))
        .each(ordered, String[]::new, ReceiverStatus::lastError)
        .update();
  }

  @Override
  public Map<String, ReceiverStatus> all() {
    Map<String, ReceiverStatus> all = new TreeMap<>();
    sql.of("SELECT receiver, last_success_at, last_failure_at, last_error FROM receiver_status")
        .rows(row ->
            all.put(
                row.getString("receiver"),
                new ReceiverStatus(
                    row.getString("receiver"),
                    Sql.optionalInstant(row, "last_success_at"),
                    Sql.optionalInstant(row, "last_failure_at"),
                    row.getString("last_error"))));
    return all;
  }
}
