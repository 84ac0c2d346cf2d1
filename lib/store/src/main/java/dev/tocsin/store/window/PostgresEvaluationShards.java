package dev.tocsin.store.window;

import dev.tocsin.engine.window.EvaluationShards;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Shards as rows; a claim is a row lock that does not wait. */
@Singleton
final class PostgresEvaluationShards implements EvaluationShards {
  private final Sql sql;

  PostgresEvaluationShards(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Instant> claim(int shard) {
    return sql.of(
            "SELECT evaluated_before FROM evaluation_shard WHERE shard = ? FOR UPDATE SKIP LOCKED")
        .with(shard)
        .first(row -> Sql.instant(row, "evaluated_before"));
  }

  @Override
  public void claimAll() {
    var unused = sql.of("SELECT lock_evaluation_shards()").first(row -> row.getLong(1));
  }

  @Override
  public void evaluated(Collection<Integer> shards, Instant before) {
    sql.of(
            """
            UPDATE evaluation_shard SET evaluated_before = ?
            WHERE shard IN (
              SELECT shard FROM evaluation_shard WHERE shard = ANY (?) AND evaluated_before < ?
              ORDER BY shard FOR UPDATE)
            """)
        .with(before)
        .with(new TreeSet<>(shards).toArray(Integer[]::new))
        .with(before)
        .update();
  }

  @Override
  public Map<Integer, Instant> evaluated() {
    return sql
        .of("SELECT shard, evaluated_before FROM evaluation_shard")
        .rows(row -> Map.entry(row.getInt("shard"), Sql.instant(row, "evaluated_before")))
        .stream()
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }
}
