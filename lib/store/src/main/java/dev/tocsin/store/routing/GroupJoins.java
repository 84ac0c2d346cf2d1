package dev.tocsin.store.routing;

import static java.util.function.BinaryOperator.minBy;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.routing.group.Joining;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Puts alerts into groups. Groups are locked first, then timers, then members, each in the order of
 * their keys, as every transaction does that removes or flushes groups.
 */
final class GroupJoins {
  private final Sql sql;
  private final JsonText json;

  GroupJoins(Sql sql, JsonText json) {
    this.sql = sql;
    this.json = json;
  }

  void join(Collection<Joining> joining, Instant now) {
    Map<UUID, Joining> earliest =
        joining.stream()
            .collect(
                toMap(
                    one -> one.group().id(),
                    Function.identity(),
                    minBy(Comparator.comparing(Joining::firstFlush))));
    holdGroups(earliest.values(), now);
    setTimers(earliest.values());
    addMembers(joining);
  }

  /**
   * Holds groups that are there shared, so that they are not removed as empty before the members
   * are added, and adds the others. A group that another transaction has added meanwhile is held by
   * the update, which changes nothing.
   */
  private void holdGroups(Collection<Joining> joining, Instant now) {
    sql.of(
            """
            WITH held AS MATERIALIZED (
              SELECT id FROM alert_group WHERE id = ANY (?) ORDER BY id FOR KEY SHARE)
            INSERT INTO alert_group (id, route_id, labels, created_at)
            SELECT id, route_id, labels::json, ?
            FROM unnest(?, ?, ?) AS g (id, route_id, labels)
            WHERE id NOT IN (SELECT id FROM held)
            ORDER BY id
            ON CONFLICT (id) DO UPDATE SET route_id = excluded.route_id WHERE false
            """)
        .each(joining, UUID[]::new, one -> one.group().id())
        .with(now)
        .each(joining, UUID[]::new, one -> one.group().id())
        .each(joining, String[]::new, one -> one.group().routeId())
        .each(joining, String[]::new, one -> json.write(one.group().labels().asMap()))
        .update();
  }

  /** Adds timers, and moves those of groups that were not flushed yet and are due later. */
  private void setTimers(Collection<Joining> joining) {
    sql.of(
            """
            WITH first AS MATERIALIZED (
              SELECT group_id, due_at FROM unnest(?, ?) AS f (group_id, due_at)),
            known AS MATERIALIZED (SELECT group_id FROM group_timer WHERE group_id = ANY (?)),
            held AS MATERIALIZED (
              SELECT t.group_id, first.due_at
              FROM group_timer AS t JOIN first USING (group_id)
              WHERE t.group_id = ANY (?) AND t.flushes = 0 AND t.due_at > first.due_at
              ORDER BY t.group_id FOR UPDATE OF t),
            moved AS (
              UPDATE group_timer AS t SET due_at = held.due_at
              FROM held WHERE t.group_id = held.group_id)
            INSERT INTO group_timer (group_id, due_at, flushes)
            SELECT group_id, due_at, 0 FROM first
            WHERE group_id NOT IN (SELECT group_id FROM known)
            ORDER BY group_id
            """)
        .each(joining, UUID[]::new, one -> one.group().id())
        .each(joining, Instant[]::new, Joining::firstFlush)
        .each(joining, UUID[]::new, one -> one.group().id())
        .each(joining, UUID[]::new, one -> one.group().id())
        .update();
  }

  private void addMembers(Collection<Joining> joining) {
    sql.of(
            """
            INSERT INTO group_member (group_id, fingerprint, updated_at)
            SELECT group_id, fingerprint, updated_at
            FROM unnest(?, ?, ?) AS m (group_id, fingerprint, updated_at)
            ORDER BY group_id, fingerprint
            ON CONFLICT (group_id, fingerprint) DO UPDATE SET updated_at = excluded.updated_at
            """)
        .each(joining, UUID[]::new, one -> one.group().id())
        .each(joining, Long[]::new, one -> one.alert().value())
        .each(joining, Instant[]::new, Joining::updatedAt)
        .update();
  }
}
