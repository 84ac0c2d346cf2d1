package dev.tocsin.store.window;

import static java.util.Comparator.comparingInt;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.engine.rule.RulePart;
import dev.tocsin.engine.window.WindowSnapshot;
import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Pages as rows. */
@Singleton
final class PostgresWindowSnapshots implements WindowSnapshots {
  private final Sql sql;

  PostgresWindowSnapshots(Sql sql) {
    this.sql = sql;
  }

  @Override
  public List<WindowSnapshot> load(int shard, Collection<RulePart> rules) {
    return parts(
            sql.of(
                    """
                    SELECT shard, rule_id, rule_window, memory, keys, next_at, labels_marked_on
                    FROM window_snapshot
                    WHERE shard = ? AND (rule_id, rule_window) IN (SELECT * FROM unnest(?, ?))
                    """)
                .with(shard),
            rules)
        .rows(PostgresWindowSnapshots::read);
  }

  private static WindowSnapshot read(ResultSet row) throws SQLException {
    return new WindowSnapshot(
        part(row),
        row.getInt("shard"),
        ByteString.copyFrom(row.getBytes("memory")),
        row.getInt("keys"),
        Sql.optionalInstant(row, "next_at"),
        row.getObject("labels_marked_on", LocalDate.class));
  }

  private static RulePart part(ResultSet row) throws SQLException {
    return new RulePart(new RuleId(row.getString("rule_id")), row.getString("rule_window"));
  }

  @Override
  public Set<RulePart> due(int shard, Instant before) {
    return new HashSet<>(
        sql.of("SELECT rule_id, rule_window FROM window_snapshot WHERE shard = ? AND next_at < ?")
            .with(shard)
            .with(before)
            .rows(PostgresWindowSnapshots::part));
  }

  @Override
  public Set<Integer> shardsDue(Instant before) {
    return new HashSet<>(
        sql.of("SELECT DISTINCT shard FROM window_snapshot WHERE next_at < ?")
            .with(before)
            .rows(row -> row.getInt("shard")));
  }

  @Override
  public void save(Collection<WindowSnapshot> snapshots) {
    if (snapshots.isEmpty()) {
      return;
    }
    List<WindowSnapshot> ordered =
        snapshots.stream()
            .sorted(
                comparingInt(WindowSnapshot::shard)
                    .thenComparing(snapshot -> snapshot.rule().rule().value())
                    .thenComparing(snapshot -> snapshot.rule().window()))
            .toList();
    sql.of(
            """
            INSERT INTO window_snapshot (shard, rule_id, rule_window, memory, keys, next_at, labels_marked_on)
            SELECT shard, rule_id, rule_window, memory, keys, next_at, labels_marked_on::date
            FROM unnest(?, ?, ?, ?, ?, ?, ?)
              AS p (shard, rule_id, rule_window, memory, keys, next_at, labels_marked_on)
            ON CONFLICT (shard, rule_id, rule_window) DO UPDATE SET
              memory = excluded.memory, keys = excluded.keys, next_at = excluded.next_at,
              labels_marked_on = excluded.labels_marked_on
            """)
        .each(ordered, Integer[]::new, WindowSnapshot::shard)
        .each(ordered, String[]::new, snapshot -> snapshot.rule().rule().value())
        .each(ordered, String[]::new, snapshot -> snapshot.rule().window())
        .each(ordered, byte[][]::new, snapshot -> snapshot.memory().toByteArray())
        .each(ordered, Integer[]::new, WindowSnapshot::keys)
        .each(ordered, Instant[]::new, snapshot -> snapshot.next().orElse(null))
        .each(ordered, String[]::new, snapshot -> snapshot.named().toString())
        .update();
  }

  @Override
  public void remove(int shard, Collection<RulePart> rules) {
    if (!rules.isEmpty()) {
      parts(
              sql.of(
                      """
                      DELETE FROM window_snapshot
                      WHERE shard = ? AND (rule_id, rule_window) IN (SELECT * FROM unnest(?, ?))
                      """)
                  .with(shard),
              rules)
          .update();
    }
  }

  @Override
  public void removeRules(Collection<RuleId> rules) {
    if (!rules.isEmpty()) {
      sql.of("DELETE FROM window_snapshot WHERE rule_id = ANY (?)")
          .each(rules, String[]::new, RuleId::value)
          .update();
    }
  }

  @Override
  public Map<RulePart, Integer> keysOutside(int shard, Collection<RulePart> rules) {
    return parts(
            sql.of(
                    """
                    SELECT rule_id, rule_window, sum(keys)::integer AS keys
                    FROM window_snapshot
                    WHERE shard <> ? AND (rule_id, rule_window) IN (SELECT * FROM unnest(?, ?))
                    GROUP BY rule_id, rule_window
                    """)
                .with(shard),
            rules)
        .rows(row -> Map.entry(part(row), row.getInt("keys")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  private static Sql.Call parts(Sql.Call call, Collection<RulePart> rules) {
    return call.each(rules, String[]::new, part -> part.rule().value())
        .each(rules, String[]::new, RulePart::window);
  }
}
