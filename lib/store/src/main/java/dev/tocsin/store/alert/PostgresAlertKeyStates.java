package dev.tocsin.store.alert;

import com.google.protobuf.ByteString;
import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyState.Firing;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.AlertKeysChanged;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Keys as rows, read and written many at a time. */
@Singleton
final class PostgresAlertKeyStates implements AlertKeyStates {
  private static final Comparator<AlertKeyRow> BY_FINGERPRINT =
      Comparator.comparing(AlertKeyRow::fingerprint);
  private static final String SELECT =
      """
      SELECT fingerprint, rule_id, topic, partition, past, labels, phase, since, last_true,
             last_result, result_gap_ms, last_transition, fired_at, fire_count, dedup_key, value,
             alert_id, due_at, version
      FROM alert_key_state
      """;

  private final Sql sql;
  private final AlertKeyRows rows;
  private final JsonText json;

  PostgresAlertKeyStates(Sql sql, JsonText json) {
    this.sql = sql;
    this.rows = new AlertKeyRows(json);
    this.json = json;
  }

  @Override
  public Map<Fingerprint, AlertKeyRow> load(Collection<Fingerprint> keys) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return sql
        .of(SELECT + "WHERE fingerprint = ANY (?)")
        .with(Fingerprints.sorted(keys))
        .rows(rows::read)
        .stream()
        .collect(Collectors.toMap(AlertKeyRow::fingerprint, Function.identity()));
  }

  @Override
  public void save(Collection<AlertKeyRow> changed) {
    if (changed.isEmpty()) {
      return;
    }
    List<AlertKeyRow> ordered = changed.stream().sorted(BY_FINGERPRINT).toList();
    long saved = upsert(ordered);
    if (saved < ordered.size()) {
      throw new AlertKeysChanged(ordered.size(), saved);
    }
  }

  /**
   * Returns how many rows were stored as they were loaded. A row that was loaded and is gone is
   * inserted with a negative version, which shows it; it is rolled back.
   */
  private long upsert(List<AlertKeyRow> ordered) {
    return sql.of(
            """
            WITH saved AS (
            INSERT INTO alert_key_state (
              fingerprint, rule_id, topic, partition, past, labels, phase, since, last_true,
              last_result, result_gap_ms, last_transition, fired_at, fire_count, dedup_key, value,
              alert_id, due_at, version)
            SELECT fingerprint, rule_id, topic, partition, past, labels::json, phase, since,
                   last_true, last_result, result_gap_ms, last_transition, fired_at, fire_count,
                   dedup_key, value, alert_id, due_at,
                   CASE version WHEN 0 THEN 1 + (random() * (1::bigint << 62))::bigint
                     ELSE -(version + 1) END
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS k (
              fingerprint, rule_id, topic, partition, past, labels, phase, since, last_true,
              last_result, result_gap_ms, last_transition, fired_at, fire_count, dedup_key, value,
              alert_id, due_at, version)
            ON CONFLICT (fingerprint) DO UPDATE SET
              rule_id = excluded.rule_id, past = excluded.past,
              topic = excluded.topic, partition = excluded.partition, labels = excluded.labels,
              phase = excluded.phase, since = excluded.since, last_true = excluded.last_true,
              last_result = excluded.last_result, result_gap_ms = excluded.result_gap_ms,
              last_transition = excluded.last_transition,
              fired_at = excluded.fired_at, fire_count = excluded.fire_count,
              dedup_key = excluded.dedup_key, value = excluded.value,
              alert_id = excluded.alert_id, due_at = excluded.due_at,
              version = -excluded.version
            WHERE alert_key_state.version = -excluded.version - 1
            RETURNING version)
            SELECT count(*) FILTER (WHERE version > 0) FROM saved
            """)
        .each(ordered, Long[]::new, row -> row.fingerprint().value())
        .each(ordered, String[]::new, row -> row.ruleId().value())
        .each(ordered, String[]::new, row -> row.partition().map(PartitionId::topic).orElse(null))
        .each(
            ordered,
            Integer[]::new,
            row -> row.partition().map(PartitionId::partition).orElse(null))
        .each(ordered, byte[][]::new, row -> row.past().map(ByteString::toByteArray).orElse(null))
        .each(ordered, String[]::new, row -> json.write(row.labels().asMap()))
        .each(ordered, String[]::new, row -> row.state().phase().code())
        .each(ordered, Instant[]::new, row -> row.state().since())
        .each(ordered, Instant[]::new, row -> row.state().lastTrue())
        .each(ordered, Instant[]::new, row -> row.state().lastResult())
        .each(ordered, Long[]::new, row -> row.state().resultGap().toMillis())
        .each(ordered, Instant[]::new, row -> row.state().lastTransition())
        .each(ordered, Instant[]::new, row -> firing(row, Firing::at))
        .each(ordered, Integer[]::new, row -> firing(row, Firing::fireCount))
        .each(ordered, String[]::new, row -> firing(row, firing -> firing.dedupKey().value()))
        .each(ordered, Double[]::new, row -> row.value().orElse(null))
        .each(ordered, UUID[]::new, row -> row.alertId().orElse(null))
        .each(ordered, Instant[]::new, row -> row.due().orElse(null))
        .each(ordered, Long[]::new, AlertKeyRow::version)
        .first(row -> row.getLong(1))
        .orElseThrow();
  }

  private static <T> @Nullable T firing(AlertKeyRow row, Function<Firing, T> part) {
    return row.state().lastFiring().map(part).orElse(null);
  }

  @Override
  public void forget(Collection<AlertKeyRow> loaded) {
    if (loaded.isEmpty()) {
      return;
    }
    int removed =
        sql.of(
                """
                WITH held AS (
                  SELECT s.fingerprint
                  FROM unnest(?, ?) AS k (fingerprint, version)
                  JOIN alert_key_state AS s USING (fingerprint, version)
                  ORDER BY (s.fingerprint < 0), s.fingerprint FOR UPDATE OF s)
                DELETE FROM alert_key_state WHERE fingerprint IN (SELECT fingerprint FROM held)
                """)
            .each(loaded, Long[]::new, row -> row.fingerprint().value())
            .each(loaded, Long[]::new, AlertKeyRow::version)
            .update();
    if (removed < loaded.size()) {
      throw new AlertKeysChanged(loaded.size(), removed);
    }
  }

  @Override
  public Map<RuleId, Integer> count(Collection<RuleId> rules) {
    if (rules.isEmpty()) {
      return Map.of();
    }
    return sql
        .of(
            """
            SELECT rule_id, count(*)::integer AS keys FROM alert_key_state
            WHERE rule_id = ANY (?) GROUP BY rule_id
            """)
        .each(rules, String[]::new, RuleId::value)
        .rows(row -> Map.entry(new RuleId(row.getString("rule_id")), row.getInt("keys")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  @Override
  public Set<RuleId> rulesIn(Phase phase) {
    return new HashSet<>(
        sql.of("SELECT DISTINCT rule_id FROM alert_key_state WHERE phase = ?")
            .with(phase.code())
            .rows(row -> new RuleId(row.getString("rule_id"))));
  }

  @Override
  public Set<Integer> shardsDue(Instant watermark) {
    return new HashSet<>(
        sql.of("SELECT DISTINCT shard FROM alert_key_state WHERE due_at < ?")
            .with(watermark)
            .rows(row -> row.getInt("shard")));
  }

  @Override
  public List<AlertKeyRow> due(int shard, Instant watermark) {
    return ordered(sql.of(SELECT + "WHERE shard = ? AND due_at < ?").with(shard).with(watermark));
  }

  @Override
  public List<AlertKeyRow> inShard(int shard, Collection<RuleId> rules) {
    return ordered(
        sql.of(SELECT + "WHERE shard = ? AND rule_id = ANY (?)")
            .with(shard)
            .each(rules, String[]::new, RuleId::value));
  }

  @Override
  public List<AlertKeyRow> ofRules(Collection<RuleId> rules) {
    return ordered(
        sql.of(SELECT + "WHERE rule_id = ANY (?)").each(rules, String[]::new, RuleId::value));
  }

  @Override
  public List<AlertKeyRow> pending(Optional<Fingerprint> after, int limit) {
    return ordered(Fingerprints.page(sql, SELECT + "WHERE phase = 'pending'", after, limit));
  }

  private List<AlertKeyRow> ordered(Sql.Call query) {
    return query.rows(rows::read).stream().sorted(BY_FINGERPRINT).toList();
  }
}
