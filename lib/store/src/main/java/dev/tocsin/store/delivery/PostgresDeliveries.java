package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventDeliverySequence;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Deliveries as a table. Sequences are locked first, those of events before those of flushes; a
 * transaction that holds no sequence skips the deliveries that are locked.
 */
@Singleton
public final class PostgresDeliveries implements Deliveries {
  private final Sql sql;
  private final Transactions transactions;
  private final EventSequences events;
  private final UndecidedEvents undecided;
  private final GroupSequences groups;
  private final DeliveryQueue queue;

  public PostgresDeliveries(Sql sql, Transactions transactions) {
    this.sql = sql;
    this.transactions = transactions;
    this.events = new EventSequences(sql);
    this.undecided = new UndecidedEvents(sql);
    this.groups = new GroupSequences(sql);
    this.queue = new DeliveryQueue(sql);
  }

  @Override
  public List<EventDeliverySequence> lockEvents(Collection<GroupIntegration> keys) {
    return transactions.inOne(() -> events.lock(keys));
  }

  @Override
  public List<Delivery> awaitingFlush(Collection<UUID> groups) {
    return groups.isEmpty() ? List.of() : events.awaitingFlush(groups);
  }

  @Override
  public List<Delivery> undecided() {
    return undecided.all();
  }

  @Override
  public Set<UUID> complete(Collection<EventOrder> orders) {
    return orders.isEmpty() ? Set.of() : undecided.complete(orders);
  }

  @Override
  public void regroup(Map<UUID, UUID> groups) {
    undecided.regroup(groups);
  }

  @Override
  public List<GroupDeliverySequence> lockGroups(Collection<GroupIntegration> keys) {
    return transactions.inOne(() -> groups.lock(keys));
  }

  @Override
  public void saveGroups(Collection<GroupDeliverySequence.Change> changes, Instant now) {
    groups.save(changes, now);
  }

  @Override
  public Set<UUID> waitingGroups(Collection<UUID> groups) {
    return groups.isEmpty()
        ? Set.of()
        : new HashSet<>(
            sql.of(
                    """
                    SELECT DISTINCT group_id FROM delivery
                    WHERE group_id = ANY (?) AND flush IS NOT NULL AND state = 'waiting'
                    """)
                .with(groups.toArray(UUID[]::new))
                .rows(row -> row.getObject("group_id", UUID.class)));
  }

  @Override
  public Map<String, Set<UUID>> notified(Collection<UUID> alerts) {
    return events.notified(alerts);
  }

  @Override
  public void saveEvents(
      Collection<EventDeliverySequence.Step> steps,
      Instant now,
      Instant newDeadline,
      Optional<Lease> lease) {
    transactions.run(() -> events.save(steps, now, newDeadline, lease));
  }

  @Override
  public void add(Collection<Delivery> deliveries) {
    DeliveryRows.insert(sql, deliveries, Optional.empty());
  }

  @Override
  public void addLeased(Collection<Delivery> deliveries, Lease lease) {
    DeliveryRows.insert(sql, deliveries, Optional.of(lease));
  }

  @Override
  public void record(Collection<AttemptResult> results, UUID lease, Instant now) {
    if (results.isEmpty()) {
      return;
    }
    sql.of(
            """
            UPDATE delivery SET
              reason = v.reason,
              state = v.state,
              detail = v.detail,
              attempts = attempts + CASE WHEN v.attempted THEN 1 ELSE 0 END,
              due_at = CASE WHEN v.state = 'waiting' THEN v.due_at ELSE delivery.due_at END,
              ended_at = CASE WHEN v.state = 'waiting' THEN NULL ELSE ?::timestamptz END,
              lease_id = NULL,
              lease_until = NULL
            FROM unnest(?, ?, ?, ?, ?, ?) AS v (id, reason, state, detail, attempted, due_at)
            WHERE delivery.id = v.id
              AND delivery.state = 'waiting'
              AND (v.state <> 'waiting' OR lease_id = ?)
            """)
        .with(now)
        .each(results, UUID[]::new, AttemptResult::id)
        .each(results, String[]::new, result -> result.reason().code())
        .each(results, String[]::new, result -> result.reason().state().code())
        .each(results, String[]::new, AttemptResult::detail)
        .each(results, Boolean[]::new, AttemptResult::attempted)
        .each(results, Instant[]::new, AttemptResult::dueAt)
        .with(lease)
        .update();
  }

  @Override
  public List<Delivery> claim(String receiver, int limit, Lease lease, Instant now) {
    return queue.claim(receiver, limit, lease, now);
  }

  @Override
  public void giveBack(Collection<UUID> ids, UUID lease) {
    queue.giveBack(ids, lease);
  }

  @Override
  public int endLeases() {
    return queue.endLeases();
  }

  @Override
  public int postpone(String receiver, Instant now, Instant until) {
    return queue.postpone(receiver, now, until);
  }

  @Override
  public void putBehind(
      String receiver, List<UUID> ids, UUID lease, Instant from, Duration interval) {
    queue.putBehind(receiver, ids, lease, from, interval);
  }

  @Override
  public int release(String receiver, Instant now) {
    return queue.release(receiver, now);
  }

  @Override
  public Map<String, Instant> due(Instant within) {
    return queue.due(within);
  }

  @Override
  public List<Delivery> expired(Instant now, int limit) {
    return sql.of(
            "SELECT "
                + DeliveryRows.COLUMNS
                + """
                FROM delivery
                WHERE state = 'waiting' AND reason <> 'awaits_flush' AND deadline <= ?
                  AND (lease_until IS NULL OR lease_until <= ?)
                ORDER BY deadline
                LIMIT ?
                """)
        .with(now)
        .with(now)
        .with(limit)
        .rows(DeliveryRows::read);
  }

  @Override
  public Optional<Delivery> find(UUID id) {
    return sql.of("SELECT " + DeliveryRows.COLUMNS + " FROM delivery WHERE id = ?")
        .with(id)
        .first(DeliveryRows::read);
  }

  @Override
  public List<Delivery> find(Collection<UUID> ids) {
    return sql.of("SELECT " + DeliveryRows.COLUMNS + " FROM delivery WHERE id = ANY (?)")
        .with(ids.toArray(UUID[]::new))
        .rows(DeliveryRows::read);
  }

  @Override
  public boolean revive(UUID id, Instant now, Instant newDeadline) {
    return sql.of(
                """
                UPDATE delivery SET
                  state = 'waiting',
                  reason = CASE WHEN flush IS NULL THEN 'awaits_earlier' ELSE 'ready' END,
                  attempts = 0, redrives = redrives + 1, due_at = ?, deadline = ?, ended_at = NULL
                WHERE id = ? AND state = 'dead'
                  AND NOT EXISTS (
                    SELECT FROM delivery later
                    WHERE later.group_id = delivery.group_id
                      AND later.receiver = delivery.receiver
                      AND later.flush > delivery.flush)
                """)
            .with(now)
            .with(newDeadline)
            .with(id)
            .update()
        > 0;
  }

  @Override
  public int waiting() {
    return sql.of("SELECT count(*)::int AS waiting FROM delivery WHERE state = 'waiting'")
        .first(row -> row.getInt("waiting"))
        .orElse(0);
  }
}
