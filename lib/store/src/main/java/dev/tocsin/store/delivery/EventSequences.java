package dev.tocsin.store.delivery;

import static java.util.stream.Collectors.groupingBy;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.QueuedEvent;
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
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The deliveries of events that are in sequences. They are their own locks, taken in the order of
 * groups and integrations: a transaction that has those in flight has the sequence.
 */
final class EventSequences {
  /** Of each sequence: those in flight, and so many of the others that some are always left. */
  private static final int MOST_READ = 1_000;

  private final Sql sql;

  EventSequences(Sql sql) {
    this.sql = sql;
  }

  List<EventDeliverySequence> lock(Collection<GroupIntegration> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    Map<GroupIntegration, List<QueuedEvent>> queued = read(new TreeSet<>(keys));
    if (!queued.isEmpty()) {
      // What was added or has ended while the first statement waited for its locks.
      queued = read(queued.keySet());
    }
    Map<String, Set<UUID>> notified = notified(ofResolutions(queued.values()));
    List<EventDeliverySequence> sequences = new ArrayList<>();
    queued.forEach((key, events) -> sequences.add(sequence(key, events, notified)));
    return sequences;
  }

  private static EventDeliverySequence sequence(
      GroupIntegration key, List<QueuedEvent> events, Map<String, Set<UUID>> notified) {
    Set<UUID> here = new HashSet<>(ofResolutions(List.of(events)));
    here.retainAll(notified.getOrDefault(key.receiver(), Set.of()));
    return new EventDeliverySequence(key, events, here);
  }

  /** Only for resolutions does it matter who was notified. */
  private static Set<UUID> ofResolutions(Collection<List<QueuedEvent>> sequences) {
    Set<UUID> alerts = new HashSet<>();
    sequences.forEach(events ->
        events.stream()
            .filter(event -> event.kind() == Kind.RESOLVED)
            .forEach(event -> alerts.add(event.alertId())));
    return alerts;
  }

  private record Found(GroupIntegration key, QueuedEvent event) {}

  private Map<GroupIntegration, List<QueuedEvent>> read(Collection<GroupIntegration> keys) {
    Map<GroupIntegration, List<QueuedEvent>> queued = new TreeMap<>();
    sql
        .of(
            """
            SELECT d.id, d.group_id, d.receiver, d.alert_id, d.fingerprint, d.seq, d.kind,
                   d.arrival, d.reason
            FROM unnest(?, ?) WITH ORDINALITY AS k (key_group, key_receiver, place)
            CROSS JOIN LATERAL (
              SELECT * FROM delivery
              WHERE group_id = k.key_group AND receiver = k.key_receiver AND event_id IS NOT NULL
                AND reason IN (
                  'ready', 'retrying', 'circuit_open', 'rate_limited', 'awaits_earlier',
                  'never_notified')
              ORDER BY CASE reason WHEN 'awaits_earlier' THEN 1 WHEN 'never_notified' THEN 2
                       ELSE 0 END, arrival
              LIMIT ?
              FOR UPDATE) AS d
            ORDER BY k.place
            """)
        .each(keys, UUID[]::new, GroupIntegration::group)
        .each(keys, String[]::new, GroupIntegration::receiver)
        .with(MOST_READ)
        .rows(EventSequences::found)
        .stream()
        .collect(groupingBy(Found::key))
        .forEach((key, found) -> queued.put(key, found.stream().map(Found::event).toList()));
    return queued;
  }

  private static Found found(ResultSet row) throws SQLException {
    return new Found(
        new GroupIntegration(row.getObject("group_id", UUID.class), row.getString("receiver")),
        new QueuedEvent(
            row.getObject("id", UUID.class),
            row.getObject("alert_id", UUID.class),
            new Fingerprint(row.getLong("fingerprint")),
            row.getLong("seq"),
            DeliveryRows.kind(row),
            row.getLong("arrival"),
            DeliveryRows.reason(row)));
  }

  Map<String, Set<UUID>> notified(Collection<UUID> alerts) {
    Map<String, Set<UUID>> notified = new HashMap<>();
    if (!alerts.isEmpty()) {
      sql.of("SELECT receiver, alert_id FROM notified_alert WHERE alert_id = ANY (?)")
          .with(alerts.toArray(UUID[]::new))
          .rows(row ->
              notified
                  .computeIfAbsent(row.getString("receiver"), name -> new HashSet<>())
                  .add(row.getObject("alert_id", UUID.class)));
    }
    return notified;
  }

  List<Delivery> awaitingFlush(Collection<UUID> groups) {
    return sql.of(
            "SELECT "
                + DeliveryRows.COLUMNS
                + """
                FROM delivery
                WHERE group_id = ANY (?)
                  AND reason IN ('awaits_flush', 'awaits_predecessor', 'awaits_alert')
                  AND reason = 'awaits_flush'
                ORDER BY arrival
                FOR UPDATE SKIP LOCKED
                """)
        .with(groups.toArray(UUID[]::new))
        .rows(DeliveryRows::read);
  }

  void save(
      Collection<EventDeliverySequence.Step> steps,
      Instant now,
      Instant newDeadline,
      Optional<Lease> lease) {
    notify(steps, now);
    List<Map.Entry<UUID, Reason>> changes =
        steps.stream().flatMap(step -> step.changes().entrySet().stream()).toList();
    if (!changes.isEmpty()) {
      change(changes, now, newDeadline, lease);
    }
  }

  private void notify(Collection<EventDeliverySequence.Step> steps, Instant now) {
    Set<Map.Entry<UUID, String>> notified = new HashSet<>();
    for (EventDeliverySequence.Step step : steps) {
      step.notified().forEach(alert -> notified.add(Map.entry(alert, step.key().receiver())));
    }
    if (!notified.isEmpty()) {
      sql.of(
              """
              INSERT INTO notified_alert (alert_id, receiver, notified_at)
              SELECT alert_id, receiver, ? FROM unnest(?, ?) AS n (alert_id, receiver)
              ORDER BY alert_id, receiver
              ON CONFLICT DO NOTHING
              """)
          .with(now)
          .each(notified, UUID[]::new, Map.Entry::getKey)
          .each(notified, String[]::new, Map.Entry::getValue)
          .update();
    }
  }

  private void change(
      List<Map.Entry<UUID, Reason>> changes,
      Instant now,
      Instant newDeadline,
      Optional<Lease> lease) {
    sql.of(
            """
            UPDATE delivery SET
              reason = c.reason,
              state = c.state,
              due_at = CASE WHEN c.reason = 'ready' THEN ? ELSE due_at END,
              deadline = CASE WHEN delivery.reason IN ('awaits_flush', 'never_notified') THEN ?
                         ELSE deadline END,
              ended_at = CASE WHEN c.state = 'waiting' THEN NULL ELSE ?::timestamptz END,
              lease_id = CASE WHEN c.reason = 'ready' THEN ?::uuid END,
              lease_until = CASE WHEN c.reason = 'ready' THEN ?::timestamptz END
            FROM unnest(?, ?, ?) AS c (id, reason, state)
            WHERE delivery.id = c.id
            """)
        .with(now)
        .with(newDeadline)
        .with(now)
        .with(lease.map(Lease::id).orElse(null))
        .with(lease.map(Lease::until).orElse(null))
        .each(changes, UUID[]::new, Map.Entry::getKey)
        .each(changes, String[]::new, change -> change.getValue().code())
        .each(changes, String[]::new, change -> change.getValue().state().code())
        .update();
  }
}
