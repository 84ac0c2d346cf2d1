package dev.tocsin.store.delivery;

import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.store.Sql;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The lines of deliveries; locked by everyone in the order of their fingerprints. */
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
    Map<Long, List<QueuedDelivery>> places = new HashMap<>();
    Set<UUID> told = new HashSet<>();
    readPlaces(keys, places, told);
    List<DeliverySequence> lines = new ArrayList<>(keys.length);
    recorded.forEach((key, upTo) -> lines.add(line(key, upTo, places, told)));
    return lines;
  }

  private static DeliverySequence line(long key, long recorded, Map<Long, List<QueuedDelivery>> places, Set<UUID> told) {
    List<QueuedDelivery> own = places.getOrDefault(key, List.of());
    Set<UUID> ownTold = new HashSet<>();
    own.stream().map(QueuedDelivery::alertId).filter(told::contains).forEach(ownTold::add);
    return new DeliverySequence(new Fingerprint(key), recorded, own, ownTold);
  }

  private void insertMissing(long[] keys) {
    sql.of(
            """
            INSERT INTO delivery_line (fingerprint, recorded, moved_at)
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
            SELECT fingerprint, recorded FROM delivery_line
            WHERE fingerprint = ANY (?) ORDER BY fingerprint FOR UPDATE
            """)
        .with(keys)
        .rows(row -> recorded.put(row.getLong("fingerprint"), row.getLong("recorded")));
    return recorded;
  }

  private void readPlaces(long[] keys, Map<Long, List<QueuedDelivery>> places, Set<UUID> told) {
    sql.of(
            """
            SELECT d.fingerprint, d.id, d.alert_id, d.seq, d.kind, d.arrival, d.reason,
                   t.alert_id IS NOT NULL AS told
            FROM delivery d LEFT JOIN told_alert t ON t.alert_id = d.alert_id
            WHERE d.fingerprint = ANY (?)
              AND (d.state = 'waiting' OR d.reason IN ('never_told', 'malformed_event'))
            """)
        .with(keys)
        .rows(row -> {
          QueuedDelivery place = DeliveryRows.place(row);
          if (row.getBoolean("told")) {
            told.add(place.alertId());
          }
          return places
              .computeIfAbsent(row.getLong("fingerprint"), key -> new ArrayList<>())
              .add(place);
        });
  }

  void save(Collection<DeliverySequence.Step> steps, Instant now, Instant newDeadline) {
    List<DeliverySequence.Step> moved = steps.stream().filter(step -> step.recorded() > 0).toList();
    UUID[] told = steps.stream().flatMap(step -> step.told().stream()).toArray(UUID[]::new);
    if (!moved.isEmpty() || told.length > 0) {
      move(moved, told, now);
    }
    Map<UUID, Reason> changes = new HashMap<>();
    steps.forEach(step -> changes.putAll(step.changes()));
    if (!changes.isEmpty()) {
      change(List.copyOf(changes.entrySet()), now, newDeadline);
    }
  }

  private void move(List<DeliverySequence.Step> steps, UUID[] told, Instant now) {
    sql.of(
            """
            WITH telling AS (
              INSERT INTO told_alert (alert_id, told_at)
              SELECT DISTINCT alert_id, ?::timestamptz FROM unnest(?) AS a (alert_id)
              ORDER BY alert_id
              ON CONFLICT (alert_id) DO UPDATE SET told_at = excluded.told_at
            )
            UPDATE delivery_line SET recorded = s.recorded, moved_at = ?
            FROM unnest(?, ?) AS s (fingerprint, recorded)
            WHERE delivery_line.fingerprint = s.fingerprint
              AND delivery_line.recorded <> s.recorded
            """)
        .with(now)
        .with(told)
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
              deadline = CASE WHEN delivery.reason = 'never_told' THEN ? ELSE deadline END,
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
