package dev.tocsin.store.routing;

import static java.util.stream.Collectors.toMap;

import dev.tocsin.routing.group.GroupTimer;
import dev.tocsin.routing.group.GroupTimers;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Map;
import java.util.UUID;

/** Timers as they are committed; none is locked. */
@Singleton
final class PostgresGroupTimers implements GroupTimers {
  private final Sql sql;

  PostgresGroupTimers(Sql sql) {
    this.sql = sql;
  }

  private record Row(UUID group, GroupTimer timer) {}

  @Override
  public Map<UUID, GroupTimer> find(Collection<UUID> groups) {
    return sql
        .of("SELECT group_id, due_at, flushed_at FROM group_timer WHERE group_id = ANY (?)")
        .with(groups.toArray(UUID[]::new))
        .rows(row ->
            new Row(
                row.getObject("group_id", UUID.class),
                new GroupTimer(Sql.instant(row, "due_at"), Sql.optionalInstant(row, "flushed_at"))))
        .stream()
        .collect(toMap(Row::group, Row::timer));
  }
}
