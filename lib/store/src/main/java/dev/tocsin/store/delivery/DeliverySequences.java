package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The sequences of deliveries; locked by everyone in the order of their fingerprints. */
final class DeliverySequences {
  private final Sql sql;

  DeliverySequences(Sql sql) {
    this.sql = sql;
  }

  List<DeliverySequence> lock(Collection<Fingerprint> fingerprints) {
    long[] keys = fingerprints.stream().mapToLong(Fingerprint::value).distinct().sorted().toArray();
    Map<Long, Long> recorded = lockRows(keys);
    while (recorded.size() < keys.length) {
      insertMissing(keys);
      recorded = lockRows(keys);
    }
    Map<Long, List<QueuedDelivery>> queuedDeliveries = new HashMap<>();
    Set<UUID> notified = new HashSet<>();
    readQueued(keys, queuedDeliveries, notified);
    List<DeliverySequence> sequences = new ArrayList<>(keys.length);
    recorded.forEach((key, upTo) -> sequences.add(sequence(key, upTo, queuedDeliveries, notified)));
    return sequences;
  }

  private static DeliverySequence sequence(
      long key,
      long recorded,
      Map<Long, List<QueuedDelivery>> queuedDeliveries,
      Set<UUID> notified) {
    List<QueuedDelivery> own = queuedDeliveries.getOrDefault(key, List.of());
    Set<UUID> ownNotified = new HashSet<>();
    own.stream().map(QueuedDelivery::alertId).filter(notified::contains).forEach(ownNotified::add);
    return new DeliverySequence(new Fingerprint(key), recorded, own, ownNotified);
  }

  private void insertMissing(long[] keys) {
    sql.of(
            """
            INSERT INTO delivery_sequence (fingerprint, recorded, moved_at)
            SELECT key, 0, 'epoch' FROM unnest(?) AS k (key) ORDER BY key
            ON CONFLICT (fingerprint) DO NOTHING
            """)
        .with(keys)
        .update();
  }

  private Map<Long, Long> lockRows(long[] keys) {
    Map<Long, Long> recorded = new HashMap<>();
    sql.of(
            """
            SELECT fingerprint, recorded FROM delivery_sequence
            WHERE fingerprint = ANY (?) ORDER BY fingerprint FOR UPDATE
            """)
        .with(keys)
        .rows(row -> recorded.put(row.getLong("fingerprint"), row.getLong("recorded")));
    return recorded;
  }

  private void readQueued(
      long[] keys, Map<Long, List<QueuedDelivery>> queuedDeliveries, Set<UUID> notified) {
    sql.of(
            """
            SELECT d.fingerprint, d.id, d.alert_id, d.seq, d.kind, d.arrival, d.reason,
                   t.alert_id IS NOT NULL AS notified
            FROM delivery d LEFT JOIN notified_alert t ON t.alert_id = d.alert_id
            WHERE d.fingerprint = ANY (?) AND d.fingerprint IS NOT NULL
              AND (d.state = 'waiting' OR d.reason IN ('never_notified', 'malformed_event'))
            """)
        .with(keys)
        .rows(row -> {
          QueuedDelivery queued = queued(row);
          if (row.getBoolean("notified")) {
            notified.add(queued.alertId());
          }
          return queuedDeliveries
              .computeIfAbsent(row.getLong("fingerprint"), key -> new ArrayList<>())
              .add(queued);
        });
  }

  private static QueuedDelivery queued(ResultSet row) throws SQLException {
    return new QueuedDelivery(
        row.getObject("id", UUID.class),
        row.getObject("alert_id", UUID.class),
        row.getLong("seq"),
        DeliveryRows.kind(row),
        row.getLong("arrival"),
        DeliveryRows.reason(row));
  }

  void save(Collection<DeliverySequence.Step> steps, Instant now, Instant newDeadline) {
    List<DeliverySequence.Step> moved = steps.stream().filter(step -> step.recorded() > 0).toList();
    UUID[] notified = steps.stream().flatMap(step -> step.notified().stream()).toArray(UUID[]::new);
    if (!moved.isEmpty() || notified.length > 0) {
      move(moved, notified, now);
    }
    Map<UUID, Reason> changes = new HashMap<>();
    steps.forEach(step -> changes.putAll(step.changes()));
    if (!changes.isEmpty()) {
      change(List.copyOf(changes.entrySet()), now, newDeadline);
    }
  }

  private void move(List<DeliverySequence.Step> steps, UUID[] notified, Instant now) {
    sql.of(
            """
            WITH reporting AS (
              INSERT INTO notified_alert (alert_id, notified_at)
              SELECT DISTINCT alert_id, ?::timestamptz FROM unnest(?) AS a (alert_id)
              ORDER BY alert_id
              ON CONFLICT (alert_id) DO UPDATE SET notified_at = excluded.notified_at
            )
            UPDATE delivery_sequence SET recorded = s.recorded, moved_at = ?
            FROM unnest(?, ?) AS s (fingerprint, recorded)
            WHERE delivery_sequence.fingerprint = s.fingerprint
              AND delivery_sequence.recorded <> s.recorded
            """)
        .with(now)
        .with(notified)
        .with(now)
        .with(steps.stream().mapToLong(step -> step.fingerprint().value()).toArray())
        .with(steps.stream().mapToLong(DeliverySequence.Step::recorded).toArray())
        .update();
  }

  private void change(List<Map.Entry<UUID, Reason>> changes, Instant now, Instant newDeadline) {
    sql.of(
            """
            UPDATE delivery SET
              reason = c.reason,
              state = c.state,
              due_at = CASE WHEN c.reason = 'ready' THEN ? ELSE due_at END,
              deadline = CASE WHEN delivery.reason = 'never_notified' THEN ? ELSE deadline END,
              ended_at = CASE WHEN c.state = 'waiting' THEN NULL ELSE ?::timestamptz END
            FROM unnest(?, ?, ?) AS c (id, reason, state)
            WHERE delivery.id = c.id
            """)
        .with(now)
        .with(newDeadline)
        .with(now)
        .with(changes.stream().map(Map.Entry::getKey).toArray(UUID[]::new))
        .with(changes.stream().map(change -> change.getValue().code()).toArray(String[]::new))
        .with(
            changes.stream().map(change -> change.getValue().state().code()).toArray(String[]::new))
        .update();
  }
}
