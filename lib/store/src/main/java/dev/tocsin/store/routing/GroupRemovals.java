package dev.tocsin.store.routing;

import dev.tocsin.store.Sql;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Removes groups with their timers and members. */
final class GroupRemovals {
  private static final String NO_EVENTS =
      """
      AND NOT EXISTS (
        SELECT FROM delivery AS d WHERE d.group_id = %s.id
          AND d.reason IN ('awaits_flush', 'awaits_predecessor', 'awaits_alert'))
      """;

  private final Sql sql;

  GroupRemovals(Sql sql) {
    this.sql = sql;
  }

  /**
   * Removes groups without members and events to decide on. A group that an alert joins, or that is
   * flushed, is locked and passed over; one that an alert has joined before it was locked here has
   * a member by the second statement; one that was called for has an event.
   */
  int empty(int limit) {
    List<UUID> empty =
        sql.of(
                """
                SELECT g.id FROM alert_group AS g JOIN group_timer AS t ON t.group_id = g.id
                WHERE NOT EXISTS (SELECT FROM group_member AS m WHERE m.group_id = g.id)
                """
                    + NO_EVENTS.formatted("g")
                    + """
                    LIMIT ? FOR UPDATE OF g, t SKIP LOCKED
                    """)
            .with(limit)
            .rows(row -> row.getObject("id", UUID.class));
    return sql.of(
            """
            WITH empty AS MATERIALIZED (
              SELECT id FROM unnest(?) AS e (id)
              WHERE NOT EXISTS (SELECT FROM group_member AS m WHERE m.group_id = e.id)
            """
                + NO_EVENTS.formatted("e")
                + """
                ),
                timers AS (DELETE FROM group_timer WHERE group_id IN (SELECT id FROM empty))
                DELETE FROM alert_group WHERE id IN (SELECT id FROM empty)
                """)
        .with(empty.toArray(UUID[]::new))
        .update();
  }

  /** Removes groups of all routes but these, once no other transaction holds them. */
  int others(Collection<String> routeIds) {
    UUID[] others =
        sql.of("SELECT id FROM alert_group WHERE route_id <> ALL (?) ORDER BY id FOR UPDATE")
            .with(routeIds.toArray(String[]::new))
            .rows(row -> row.getObject("id", UUID.class))
            .toArray(UUID[]::new);
    sql.of("SELECT 1 FROM group_timer WHERE group_id = ANY (?) ORDER BY group_id FOR UPDATE")
        .with(others)
        .rows(row -> true);
    return sql.of(
            """
            WITH members AS (DELETE FROM group_member WHERE group_id = ANY (?)),
            timers AS (DELETE FROM group_timer WHERE group_id = ANY (?))
            DELETE FROM alert_group WHERE id = ANY (?)
            """)
        .with(others)
        .with(others)
        .with(others)
        .update();
  }
}
