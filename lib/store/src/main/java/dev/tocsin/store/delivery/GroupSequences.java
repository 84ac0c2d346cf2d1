package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupDeliverySequence.Change;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.QueuedFlush;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The deliveries of groups that wait. They are their own locks, taken in the order of groups,
 * integrations and flushes: a transaction that has the earliest of a sequence has the sequence.
 */
final class GroupSequences {
  private final Sql sql;

  GroupSequences(Sql sql) {
    this.sql = sql;
  }

  List<GroupDeliverySequence> lock(Collection<GroupIntegration> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Collection<GroupIntegration> ordered = new TreeSet<>(keys);
    Map<GroupIntegration, Map<UUID, QueuedFlush>> waiting = new TreeMap<>();
    read(ordered, "", waiting);
    if (!waiting.isEmpty()) {
      // What was added while the first statement waited for its locks is behind what it locked.
      read(waiting.keySet(), "AND reason = 'awaits_earlier'", waiting);
    }
    List<GroupDeliverySequence> sequences = new ArrayList<>();
    waiting.forEach((key, queued) ->
        sequences.add(new GroupDeliverySequence(key, List.copyOf(queued.values()))));
    return sequences;
  }

  private void read(
      Collection<GroupIntegration> keys,
      String condition,
      Map<GroupIntegration, Map<UUID, QueuedFlush>> waiting) {
    sql.of(
            "SELECT id, receiver, reason, due_at, attempts, lease_id, lease_until, "
                + FlushColumns.NAMES
                + """
                FROM delivery
                WHERE (group_id, receiver) IN (
                    SELECT key_group, key_receiver FROM unnest(?, ?) AS k (key_group, key_receiver))
                  AND flush IS NOT NULL AND state = 'waiting'
                """
                + condition
                + " ORDER BY group_id, receiver, flush FOR UPDATE")
        .each(keys, UUID[]::new, GroupIntegration::group)
        .each(keys, String[]::new, GroupIntegration::receiver)
        .rows(GroupSequences::queued)
        .forEach(found ->
            waiting
                .computeIfAbsent(found.key(), key -> new TreeMap<>())
                .put(found.queued().id(), found.queued()));
  }

  private record Found(GroupIntegration key, QueuedFlush queued) {}

  private static Found queued(ResultSet row) throws SQLException {
    GroupFlush flush = FlushColumns.read(row);
    return new Found(
        new GroupIntegration(flush.group(), row.getString("receiver")),
        new QueuedFlush(
            row.getObject("id", UUID.class),
            flush,
            DeliveryRows.reason(row),
            Sql.instant(row, "due_at"),
            row.getInt("attempts"),
            lease(row)));
  }

  private static Optional<Lease> lease(ResultSet row) throws SQLException {
    UUID id = row.getObject("lease_id", UUID.class);
    return id == null
        ? Optional.empty()
        : Optional.of(new Lease(id, Sql.instant(row, "lease_until")));
  }

  void save(Collection<Change> changes, Instant now) {
    if (changes.isEmpty()) {
      return;
    }
    sql.of(
            """
            UPDATE delivery SET
              reason = c.reason,
              state = c.state,
              due_at = c.due_at,
              attempts = c.attempts,
              ended_at = CASE WHEN c.state = 'waiting' THEN NULL ELSE ?::timestamptz END,
              lease_id = NULL,
              lease_until = NULL
            FROM unnest(?, ?, ?, ?, ?) AS c (id, reason, state, due_at, attempts)
            WHERE delivery.id = c.id AND delivery.state = 'waiting'
            """)
        .with(now)
        .each(changes, UUID[]::new, Change::id)
        .each(changes, String[]::new, change -> change.reason().code())
        .each(changes, String[]::new, change -> change.reason().state().code())
        .each(changes, Instant[]::new, Change::dueAt)
        .each(changes, Integer[]::new, Change::attempts)
        .update();
  }
}
