package dev.tocsin.store.deadletter;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetter.Source;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Dead letters as a table, their raw bytes in it. */
@Singleton
public final class PostgresDeadLetters implements DeadLetters {
  private static final String SELECT =
      """
      SELECT id, source, topic, partition, record_offset, queue, delivery_id, destination,
             reason, detail, raw, created_at, redriven_at
      FROM dead_letter
      """;
  private static final String LISTED =
      """
      SELECT id, source, topic, partition, record_offset, queue, delivery_id, destination,
             reason, detail, substring(raw FROM 1 FOR 65536) AS raw, created_at, redriven_at
      FROM dead_letter
      """;

  private final Sql sql;
  private final Transactions transactions;

  public PostgresDeadLetters(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
  }

  @Override
  public void add(Collection<DeadLetter> letters) {
    transactions.inOne(() -> letters.stream().mapToInt(this::insert).sum());
  }

  private int insert(DeadLetter letter) {
    Sql.Call insert =
        sql.of(
                """
                INSERT INTO dead_letter (
                  id, reason, detail, raw, created_at, redriven_at,
                  source, topic, partition, record_offset, queue, delivery_id, destination)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (id) DO NOTHING
                """)
            .with(letter.id())
            .with(letter.reason())
            .with(letter.detail())
            .with(letter.raw().toArray())
            .with(letter.created())
            .with(letter.redriven().orElse(null));
    return withSource(insert, letter.source()).update();
  }

  private static Sql.Call withSource(Sql.Call insert, Source source) {
    return switch (source) {
      case Source.Metric(String topic, int partition, long offset) ->
          with(insert, "metric", topic, partition, offset, null, null, null);
      case Source.Event(String queue) -> with(insert, "event", null, null, null, queue, null, null);
      case Source.Delivery(UUID delivery, String destination) ->
          with(insert, "delivery", null, null, null, null, delivery, destination);
    };
  }

  private static Sql.Call with(Sql.Call call, @Nullable Object... arguments) {
    for (Object argument : arguments) {
      call.with(argument);
    }
    return call;
  }

  @Override
  public List<DeadLetter> list(Optional<UUID> after, int limit) {
    return sql.of(
            LISTED
                + """
                WHERE ?::uuid IS NULL
                   OR (created_at, id) < (SELECT created_at, id FROM dead_letter WHERE id = ?)
                ORDER BY created_at DESC, id DESC LIMIT ?
                """)
        .with(after.orElse(null))
        .with(after.orElse(null))
        .with(limit)
        .rows(PostgresDeadLetters::read);
  }

  @Override
  public Optional<DeadLetter> find(UUID id) {
    return sql.of(SELECT + "WHERE id = ?").with(id).first(PostgresDeadLetters::read);
  }

  @Override
  public void redriven(UUID id, Instant now) {
    sql.of("UPDATE dead_letter SET redriven_at = ? WHERE id = ?").with(now).with(id).update();
  }

  private static DeadLetter read(ResultSet row) throws SQLException {
    return new DeadLetter(
        row.getObject("id", UUID.class),
        source(row),
        row.getString("reason"),
        row.getString("detail"),
        RawBytes.of(row.getBytes("raw")),
        Sql.instant(row, "created_at"),
        Sql.optionalInstant(row, "redriven_at"));
  }

  private static Source source(ResultSet row) throws SQLException {
    return switch (row.getString("source")) {
      case "metric" ->
          new Source.Metric(
              row.getString("topic"), row.getInt("partition"), row.getLong("record_offset"));
      case "event" -> new Source.Event(row.getString("queue"));
      default ->
          new Source.Delivery(
              row.getObject("delivery_id", UUID.class), row.getString("destination"));
    };
  }
}
