package dev.tocsin.store.statistics;

import dev.tocsin.core.label.Fingerprint;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;
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

  /** Keys that are remembered on the schedule. */
  public long windowInstances() throws SQLException {
    return number("SELECT coalesce(sum(keys), 0)::bigint FROM window_snapshot");
  }

  /** Bytes of what is remembered of them. */
  public long windowBytes() throws SQLException {
    return number("SELECT coalesce(sum(octet_length(memory)), 0)::bigint FROM window_snapshot");
  }

  /** Bytes of all tables with their indexes. */
  public long bytes() throws SQLException {
    return number(
        "SELECT coalesce(sum(pg_total_relation_size(relid)), 0)::bigint FROM pg_stat_user_tables");
  }

  /** Of these, what evaluating needs: keys, and samples that wait. */
  public long stateBytes() throws SQLException {
    return number(
        """
        SELECT coalesce(sum(pg_total_relation_size(relid)), 0)::bigint FROM pg_stat_user_tables
        WHERE relname IN ('alert_key_state', 'label_index', 'window_snapshot', 'sample_block')
        """);
  }

  /** Of these, events on their way, which go when their consumers have them. */
  public long outboxBytes() throws SQLException {
    return number("SELECT pg_total_relation_size('outbox')");
  }

  /** The time before which every evaluation time was evaluated, in milliseconds since 1970. */
  public long evaluatedBefore() throws SQLException {
    return number(
        "SELECT (extract(epoch FROM min(evaluated_before)) * 1000)::bigint FROM evaluation_shard");
  }

  /**
   * Events of a kind that rules with such identifiers had, each as its key and its time.
   *
   * @param kind as {@link dev.tocsin.core.message.AlertChanged} has it
   * @param rules a LIKE pattern
   */
  public Set<KeyEvent> events(String kind, String rules) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement =
            connection.prepareStatement(
                """
                SELECT e.fingerprint, (extract(epoch FROM e.at) * 1000)::bigint AS at
                FROM alert_event AS e JOIN alert AS a ON a.id = e.alert_id
                WHERE e.kind = ? AND a.rule_id LIKE ?
                """)) {
      statement.setString(1, kind);
      statement.setString(2, rules);
      try (ResultSet row = statement.executeQuery()) {
        Set<KeyEvent> events = new HashSet<>();
        while (row.next()) {
          events.add(new KeyEvent(new Fingerprint(row.getLong("fingerprint")), row.getLong("at")));
        }
        return events;
      }
    }
  }

  /**
   * What happened to a key.
   *
   * @param at milliseconds since 1970
   */
  public record KeyEvent(Fingerprint key, long at) {}

  private long number(String query) throws SQLException {
    try (Connection connection = database.getConnection();
        PreparedStatement statement = connection.prepareStatement(query);
        ResultSet row = statement.executeQuery()) {
      boolean unused = row.next();
      return row.getLong(1);
    }
  }
}
