package dev.tocsin.store.alert;

import dev.tocsin.store.Sql;
import dev.tocsin.store.retention.DailyPartitions;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.Period;

/**
 * Keeps resolved alerts and their history for 90 days, and the numbering of a fingerprint for 400
 * days after its last event: by then no one remembers a number that it could be confused with.
 */
@Singleton
final class AlertRetention implements Retained {
  private static final Period KEPT = Period.ofDays(90);
  private static final Period NUMBERING_KEPT = Period.ofDays(400);

  private final Sql sql;
  private final DailyPartitions partitions;

  AlertRetention(Sql sql, DailyPartitions partitions) {
    this.sql = sql;
    this.partitions = partitions;
  }

  @Override
  public String name() {
    return "alert";
  }

  @Override
  public int sweep(Instant now) {
    int alerts =
        sql.of("DELETE FROM alert WHERE phase = 'resolved' AND changed_at < ?")
            .with(now.minus(KEPT))
            .update();
    int sequences =
        sql.of("DELETE FROM alert_sequence WHERE drawn_on < ?::timestamptz::date")
            .with(now.minus(NUMBERING_KEPT))
            .update();
    return alerts + sequences + partitions.keep("alert_event", KEPT, now);
  }
}
