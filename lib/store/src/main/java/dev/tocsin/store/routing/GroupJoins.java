package dev.tocsin.store.routing;

import static java.util.stream.Collectors.toMap;

import dev.tocsin.routing.group.FlushCall;
import dev.tocsin.routing.group.Joining;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;

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

  void join(Collection<Joining> joining, Collection<FlushCall> calls, Instant now) {
    Map<UUID, FlushCall> earliest =
        Stream.concat(
                joining.stream().map(one -> new FlushCall(one.group(), one.firstFlush(), false)),
                calls.stream())
            .collect(toMap(call -> call.group().id(), Function.identity(), GroupJoins::both));
    holdGroups(earliest.values(), now);
    setTimers(earliest.values());
    if (!joining.isEmpty()) {
      addMembers(joining);
    }
  }

  private static FlushCall both(FlushCall left, FlushCall right) {
    return new FlushCall(
        left.group(),
        left.firstFlush().isBefore(right.firstFlush()) ? left.firstFlush() : right.firstFlush(),
        left.atOnce() || right.atOnce());
  }

  /**
   * Holds groups that are there shared, so that they are not removed as empty before the members
   * are added, and adds the others. A group that another transaction has added meanwhile is held by
   * the update, which changes nothing.
   */
  private void holdGroups(Collection<FlushCall> calls, Instant now) {
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
        .each(calls, UUID[]::new, one -> one.group().id())
        .with(now)
        .each(calls, UUID[]::new, one -> one.group().id())
        .each(calls, String[]::new, one -> one.group().routeId())
        .each(calls, String[]::new, one -> json.write(one.group().labels().asMap()))
        .update();
  }

  /**
   * Adds timers, and moves those of groups that are due later and were not flushed yet or are to be
   * flushed at once. The latter are held first: a flush may be about to move them.
   */
  private void setTimers(Collection<FlushCall> calls) {
    sql.of(
            """
            WITH first AS MATERIALIZED (
              SELECT group_id, due_at, at_once FROM unnest(?, ?, ?) AS f (
                group_id, due_at, at_once)),
            known AS MATERIALIZED (SELECT group_id FROM group_timer WHERE group_id = ANY (?)),
            held AS MATERIALIZED (
              SELECT t.group_id, first.due_at
              FROM group_timer AS t JOIN first USING (group_id)
              WHERE t.group_id = ANY (?)
                AND (first.at_once OR t.flushes = 0 AND t.due_at > first.due_at)
              ORDER BY t.group_id FOR UPDATE OF t),
            moved AS (
              UPDATE group_timer AS t SET due_at = least(t.due_at, held.due_at)
              FROM held WHERE t.group_id = held.group_id)
            INSERT INTO group_timer (group_id, due_at, flushes)
            SELECT group_id, due_at, 0 FROM first
            WHERE group_id NOT IN (SELECT group_id FROM known)
            ORDER BY group_id
            """)
        .each(calls, UUID[]::new, call -> call.group().id())
        .each(calls, Instant[]::new, FlushCall::firstFlush)
        .each(calls, Boolean[]::new, FlushCall::atOnce)
        .each(calls, UUID[]::new, call -> call.group().id())
        .each(calls, UUID[]::new, call -> call.group().id())
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
