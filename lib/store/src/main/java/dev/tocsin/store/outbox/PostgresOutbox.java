package dev.tocsin.store.outbox;

import static java.util.stream.Collectors.toSet;

import dev.tocsin.core.outbox.Bundling;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.OutboxRow;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The outbox as a table. Rows of a lane are numbered in the order of their insertion, and locked in
 * that order by everyone.
 */
@Singleton
public final class PostgresOutbox implements Outbox {
  /** Most rows in one statement, which bounds the memory that a large batch takes. */
  private static final int CHUNK = 5_000;

  private final Sql sql;
  private final Transactions transactions;
  private final UnsentLanes unsent;

  public PostgresOutbox(Sql sql, Transactions transactions, UnsentLanes unsent) {
    this.sql = sql;
    this.transactions = transactions;
    this.unsent = unsent;
  }

  @Override
  public void add(Collection<OutboxEvent> events, Instant now) {
    List<OutboxEvent> ordered = List.copyOf(events);
    transactions.inOne(() -> {
      for (int from = 0; from < ordered.size(); from += CHUNK) {
        insert(ordered.subList(from, Math.min(from + CHUNK, ordered.size())), now);
      }
      transactions.afterCommit(
          () -> unsent.add(ordered.stream().map(OutboxEvent::lane).collect(toSet())));
      return ordered.size();
    });
  }

  private void insert(List<OutboxEvent> events, Instant now) {
    sql.of(
            """
            INSERT INTO outbox (event_id, queue, shard, body, created_at)
            SELECT event_id, queue, shard, body, ?
            FROM unnest(?, ?, ?, ?) WITH ORDINALITY AS e (event_id, queue, shard, body, place)
            ORDER BY place
            ON CONFLICT (event_id, queue) DO NOTHING
            """)
        .with(now)
        .with(events.stream().map(OutboxEvent::eventId).toArray(UUID[]::new))
        .with(events.stream().map(event -> event.lane().queue().code()).toArray(String[]::new))
        .with(events.stream().mapToInt(event -> event.lane().shard()).toArray())
        .with(events.stream().map(OutboxEvent::body).toArray(String[]::new))
        .update();
  }

  @Override
  public Set<Lane> due(Instant addedUntil, Instant sentBefore) {
    return new TreeSet<>(
        sql.of(
                """
                SELECT DISTINCT queue, shard
                FROM outbox
                WHERE sent_at IS NULL AND created_at <= ? OR sent_at < ?
                """)
            .with(addedUntil)
            .with(sentBefore)
            .rows(row -> new Lane(queue(row.getString("queue")), row.getInt("shard"))));
  }

  @Override
  public int send(
      QueueName queue, Set<Integer> shards, Instant sentBefore, Instant now, MessageSender sender) {
    int[] ordered = shards.stream().mapToInt(Integer::intValue).sorted().toArray();
    return transactions.inOne(() -> {
      lock(queue, ordered);
      List<Waiting> waiting = waiting(queue, ordered, sentBefore);
      if (!waiting.isEmpty()) {
        sender.send(queue, Bundling.messages(waiting.stream().map(Waiting::row).toList()));
        mark(queue, waiting, now);
      }
      return waiting.size();
    });
  }

  private void lock(QueueName queue, int[] shards) {
    sql.of("SELECT lock_outbox_lanes(?, ?) AS locked")
        .with(queue.code())
        .with(shards)
        .rows(row -> row.getInt("locked"));
  }

  private List<Waiting> waiting(QueueName queue, int[] shards, Instant sentBefore) {
    return sql.of(
            """
            SELECT position, event_id, shard, body, sends
            FROM outbox
            WHERE queue = ? AND shard = ANY (?) AND coalesce(sent_at, '-infinity') < ?
            ORDER BY position
            """)
        .with(queue.code())
        .with(shards)
        .with(sentBefore)
        .rows(row -> Waiting.read(row, queue));
  }

  private void mark(QueueName queue, List<Waiting> sent, Instant now) {
    long[] positions = sent.stream().mapToLong(Waiting::position).toArray();
    if (queue == QueueName.DEAD_LETTERS) {
      sql.of("DELETE FROM outbox WHERE position = ANY (?)").with(positions).update();
      return;
    }
    sql.of(
            """
            WITH held AS (
              SELECT position FROM outbox WHERE position = ANY (?) ORDER BY position FOR UPDATE
            )
            UPDATE outbox SET sends = sends + 1, sent_at = ?
            FROM held
            WHERE outbox.position = held.position
            """)
        .with(positions)
        .with(now)
        .update();
  }

  @Override
  public void consumed(QueueName queue, Collection<UUID> eventIds) {
    sql.of(
            """
            WITH held AS (
              SELECT position FROM outbox
              WHERE event_id = ANY (?) AND queue = ?
              ORDER BY position FOR UPDATE
            )
            DELETE FROM outbox USING held WHERE outbox.position = held.position
            """)
        .with(eventIds.toArray(UUID[]::new))
        .with(queue.code())
        .update();
  }

  private static QueueName queue(String code) {
    for (QueueName queue : QueueName.values()) {
      if (queue.code().equals(code)) {
        return queue;
      }
    }
    throw new IllegalStateException("the outbox has rows for an unknown queue " + code);
  }

  /** A row and its place in the order. */
  private record Waiting(long position, OutboxRow row) {
    static Waiting read(ResultSet row, QueueName queue) throws SQLException {
      Lane lane = new Lane(queue, row.getInt("shard"));
      OutboxEvent event =
          new OutboxEvent(row.getObject("event_id", UUID.class), lane, row.getString("body"));
      return new Waiting(row.getLong("position"), new OutboxRow(event, row.getInt("sends")));
    }
  }
}
