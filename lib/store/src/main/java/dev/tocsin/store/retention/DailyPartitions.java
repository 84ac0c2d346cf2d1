package dev.tocsin.store.retention;

import static java.time.ZoneOffset.UTC;

import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;

/** Keeps the partitions of tables that are divided by UTC days. */
@Singleton
public final class DailyPartitions {
  private final Sql sql;

  public DailyPartitions(Sql sql) {
    this.sql = sql;
  }

  /**
   * Makes the partitions of today and tomorrow, drops those of days before {@code kept}, and
   * removes what is as old from the default partition, which holds what came before a partition was
   * made.
   *
   * @param table a name of our own, with a column {@code recorded_at} and a default partition
   *     {@code TABLE_default}
   * @return how many partitions and single rows were removed
   */
  public int keep(String table, Period kept, Instant now) {
    LocalDate today = now.atOffset(UTC).toLocalDate();
    LocalDate oldest = today.minus(kept);
    create(table, today);
    create(table, today.plusDays(1));
    int rows =
        sql.of("DELETE FROM " + table + "_default WHERE recorded_at < ?")
            .with(oldest.atStartOfDay().toInstant(UTC))
            .update();
    int partitions =
        sql.of("SELECT drop_daily_partitions(?, ?) AS dropped")
            .with(table)
            .with(oldest)
            .rows(row -> row.getInt("dropped"))
            .getFirst();
    return rows + partitions;
  }

  private void create(String table, LocalDate day) {
    sql.of("SELECT create_daily_partition(?, ?)::text AS done")
        .with(table)
        .with(day)
        .rows(row -> true);
  }
}
