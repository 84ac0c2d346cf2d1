package dev.tocsin.store.routing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.FlushCall;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.group.Flushed;
import dev.tocsin.routing.group.Group;
import dev.tocsin.routing.group.GroupRef;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Joining;
import dev.tocsin.routing.group.Leaving;
import dev.tocsin.routing.group.Notified;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Groups as rows: the group, its timer, its members. They are locked in this order. */
@Singleton
final class PostgresGroups implements Groups {
  private final Sql sql;
  private final Transactions transactions;
  private final JsonText json;
  private final GroupJoins joins;
  private final GroupClaims claims;
  private final GroupRemovals removals;
  private final NotificationLogs logs;
  private final PostgresFlushHistory history;

  PostgresGroups(Sql sql, Transactions transactions, JsonText json, PostgresFlushHistory history) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
    this.history = history;
    this.logs = new NotificationLogs(sql);
    this.joins = new GroupJoins(sql, json);
    this.claims = new GroupClaims(sql, json);
    this.removals = new GroupRemovals(sql);
  }

  @Override
  public void join(Collection<Joining> joining, Collection<FlushCall> calls, Instant now) {
    if (!joining.isEmpty() || !calls.isEmpty()) {
      transactions.run(() -> joins.join(joining, calls, now));
    }
  }

  @Override
  public List<Group> claimDue(int limit, Instant now) {
    return transactions.inOne(() -> claims.claim(limit, now));
  }

  @Override
  public void flushNow(Collection<UUID> groups, Instant now) {
    if (!groups.isEmpty()) {
      claims.flushNow(groups, now);
    }
  }

  @Override
  public Optional<Instant> nextDue(Instant within) {
    return claims.nextDue(within);
  }

  @Override
  public void flushed(Collection<Flushed> flushed, Instant now) {
    if (flushed.isEmpty()) {
      return;
    }
    sql.of(
            """
            UPDATE group_timer AS t SET due_at = f.due_at, flushes = f.flushes, flushed_at = ?
            FROM unnest(?, ?, ?) AS f (group_id, due_at, flushes)
            WHERE t.group_id = f.group_id
            """)
        .with(now)
        .each(flushed, UUID[]::new, Flushed::group)
        .each(flushed, Instant[]::new, Flushed::nextAt)
        .each(flushed, Long[]::new, Flushed::flush)
        .update();
  }

  @Override
  public Map<UUID, Map<String, NotificationLog>> logs(Collection<UUID> ids, Instant now) {
    return ids.isEmpty() ? Map.of() : logs.find(ids, now);
  }

  @Override
  public void record(Collection<FlushRecord> records) {
    if (!records.isEmpty()) {
      history.append(records);
    }
  }

  @Override
  public void log(Collection<Notified> notified) {
    if (!notified.isEmpty()) {
      logs.save(notified);
    }
  }

  @Override
  public void leave(Collection<Leaving> leaving) {
    if (leaving.isEmpty()) {
      return;
    }
    sql.of(
            """
            WITH held AS MATERIALIZED (
              SELECT m.group_id, m.fingerprint
              FROM unnest(?, ?, ?) AS l (group_id, fingerprint, updated_at)
              JOIN group_member AS m USING (group_id, fingerprint, updated_at)
              ORDER BY m.group_id, m.fingerprint FOR UPDATE OF m)
            DELETE FROM group_member AS m USING held
            WHERE m.group_id = held.group_id AND m.fingerprint = held.fingerprint
            """)
        .each(leaving, UUID[]::new, Leaving::group)
        .each(leaving, Long[]::new, one -> one.alert().value())
        .each(leaving, Instant[]::new, Leaving::updatedAt)
        .update();
  }

  @Override
  public int removeEmpty(int limit) {
    return transactions.inOne(() -> removals.empty(limit));
  }

  @Override
  public int removeOthers(Set<String> routeIds) {
    return transactions.inOne(() -> removals.others(routeIds));
  }

  @Override
  public void removeAll() {
    int unused = removeOthers(Set.of());
  }

  @Override
  public Set<Fingerprint> members() {
    return new HashSet<>(
        sql.of("SELECT DISTINCT fingerprint FROM group_member")
            .rows(row -> new Fingerprint(row.getLong("fingerprint"))));
  }

  @Override
  public Map<Fingerprint, List<GroupRef>> of(Collection<Fingerprint> alerts) {
    if (alerts.isEmpty()) {
      return Map.of();
    }
    return sql
        .of(
            """
            SELECT m.fingerprint, g.id, g.route_id, g.labels
            FROM group_member AS m JOIN alert_group AS g ON g.id = m.group_id
            WHERE m.fingerprint = ANY (?)
            ORDER BY g.id
            """)
        .each(alerts, Long[]::new, Fingerprint::value)
        .rows(row ->
            Map.entry(new Fingerprint(row.getLong("fingerprint")), GroupClaims.ref(row, json)))
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  @Override
  public Map<UUID, Set<Fingerprint>> open(Collection<UUID> groups, Instant now) {
    Map<UUID, Set<Fingerprint>> open = new HashMap<>();
    logs.find(groups, now)
        .forEach((group, known) -> {
          Set<Fingerprint> ofGroup = new HashSet<>();
          known.values().forEach(log -> ofGroup.addAll(log.open()));
          open.put(group, ofGroup);
        });
    return open;
  }

  @Override
  public Optional<NotificationLog> logOf(UUID group, String integration, Instant now) {
    return logs.find(group, integration, now);
  }
}
