package dev.tocsin.store.routing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Member;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/**
 * Locks groups that are due and loads them. Members are read by a later statement, which sees what
 * was committed before the lock.
 */
final class GroupClaims {
  private final Sql sql;
  private final JsonText json;
  private final RoutedAlertRows alerts;

  GroupClaims(Sql sql, JsonText json) {
    this.sql = sql;
    this.json = json;
    this.alerts = new RoutedAlertRows(json);
  }

  private record Timer(GroupRef ref, Instant dueAt, long flushes) {
    Group group(List<Member> members) {
      return new Group(ref, dueAt, flushes, members);
    }
  }

  List<Group> claim(int limit, Instant now) {
    List<Timer> timers = lock(limit, now);
    if (timers.isEmpty()) {
      return List.of();
    }
    List<UUID> ids = timers.stream().map(timer -> timer.ref().id()).toList();
    Map<UUID, List<Member>> members = members(ids);
    return timers.stream()
        .map(timer -> timer.group(members.getOrDefault(timer.ref().id(), List.of())))
        .toList();
  }

  private List<Timer> lock(int limit, Instant now) {
    return sql.of(
            """
            WITH due AS MATERIALIZED (
              SELECT group_id, due_at, flushes FROM group_timer
              WHERE due_at <= ? ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED)
            SELECT g.id, g.route_id, g.labels, due.due_at, due.flushes
            FROM due CROSS JOIN LATERAL (
              SELECT * FROM alert_group WHERE alert_group.id = due.group_id OFFSET 0) AS g
            ORDER BY due.due_at, g.id
            """)
        .with(now)
        .with(limit)
        .rows(row -> new Timer(ref(row, json), Sql.instant(row, "due_at"), row.getLong("flushes")));
  }

  private Map<UUID, List<Member>> members(Collection<UUID> groups) {
    return sql
        .of(
            "SELECT m.group_id, m.updated_at AS joined_at, "
                + RoutedAlertRows.COLUMNS
                + """
                FROM unnest(?) AS g (id) CROSS JOIN LATERAL (
                  SELECT * FROM group_member WHERE group_id = g.id OFFSET 0) AS m
                """
                + RoutedAlertRows.joinedTo("m"))
        .with(groups.toArray(UUID[]::new))
        .rows(row ->
            Map.entry(
                row.getObject("group_id", UUID.class),
                new Member(alerts.read(row), Sql.instant(row, "joined_at"))))
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  void flushNow(Collection<UUID> groups, Instant now) {
    sql.of(
            """
            WITH held AS MATERIALIZED (
              SELECT group_id, flushes FROM group_timer WHERE group_id = ANY (?)
              ORDER BY group_id FOR UPDATE)
            UPDATE group_timer AS t SET due_at = ?
            FROM held WHERE t.group_id = held.group_id AND held.flushes > 0
            """)
        .with(groups.toArray(UUID[]::new))
        .with(now)
        .update();
  }

  Optional<Instant> nextDue(Instant within) {
    return sql.of("SELECT due_at FROM group_timer WHERE due_at <= ? ORDER BY due_at LIMIT 1")
        .with(within)
        .first(row -> Sql.instant(row, "due_at"));
  }

  /** Reads the columns of {@code alert_group}. */
  static GroupRef ref(ResultSet row, JsonText json) throws SQLException {
    return new GroupRef(
        row.getObject("id", UUID.class),
        row.getString("route_id"),
        Labels.of(json.read(row.getString("labels"))));
  }
}
