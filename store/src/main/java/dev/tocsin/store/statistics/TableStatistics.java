package dev.tocsin.store.statistics;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Asks a database for sums over its tables, each in a transaction of its own. */
public final class TableStatistics {
  private final DataSource database;

  public TableStatistics(DataSource database) {
    this.database = database;
  }

  /**
   * The offsets that partitions have come to, added up: records taken, where offsets begin at 0.
   */
  public long recordsTaken() throws SQLException {
    return number("SELECT coalesce(sum(next_offset), 0)::bigint FROM partition_cursor");
  }

  /** Events that were not sent yet. */
  public long eventsUnsent() throws SQLException {
    return number("SELECT count(*) FROM outbox WHERE sent_at IS NULL");
  }

  /** Rows that were inserted, changed or removed since the database was made. */
  public long rowsWritten() throws SQLException {
    return number(
        "SELECT coalesce(sum(n_tup_ins + n_tup_upd + n_tup_del), 0)::bigint FROM pg_stat_user_tables");
  }

  /** Keys that are remembered on the grid. */
  public long gridKeys() throws SQLException {
    return number("SELECT coalesce(sum(keys), 0)::bigint FROM grid_page");
  }

  /** Bytes of what is remembered of them. */
  public long gridBytes() throws SQLException {
    return number("SELECT coalesce(sum(octet_length(memory)), 0)::bigint FROM grid_page");
  }

  private long number(String query) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      boolean unused = row.next();
      return row.getLong(1);
    }
  }
}
