package dev.tocsin.store.remediation;

import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Question;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.Runs;
import dev.tocsin.core.remediation.Target;
import dev.tocsin.core.remediation.TargetHistory;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Runs in the tables {@code remediation_run} and {@code approval}. */
@Singleton
final class PostgresRuns implements Runs {
  private static final String SELECT =
      "SELECT "
          + RunRows.COLUMNS
          + " FROM remediation_run run LEFT JOIN approval ON approval.run_id = run.id ";

  private final Sql sql;
  private final RunRows rows;

  PostgresRuns(Sql sql, RunRows rows) {
    this.sql = sql;
    this.rows = rows;
  }

  @Override
  public Map<Target, TargetHistory> lockTargets(Collection<Target> targets, Instant windowStart) {
    List<Target> sorted = targets.stream().distinct().sorted().toList();
    Map<Target, TargetHistory> histories = new HashMap<>();
    sorted.forEach(target -> histories.put(target, TargetHistory.NONE));
    if (sorted.isEmpty()) {
      return histories;
    }
    String[] ids = sorted.stream().map(Target::remediationId).toArray(String[]::new);
    String[] instances = sorted.stream().map(Target::instanceId).toArray(String[]::new);
    sql.of(
            """
            SELECT pg_advisory_xact_lock(hashtextextended('remediation ' || id || ' ' || instance, 0))
            FROM unnest(?::text[], ?::text[]) AS target (id, instance)
            """)
        .with(ids)
        .with(instances)
        .rows(row -> true);
    sql.of(
            """
            SELECT remediation_id, target, bool_or(due_at IS NOT NULL) AS open,
                   count(attempt) FILTER (WHERE attempt > ?) AS attempts, max(attempt) AS last
            FROM unnest(?::text[], ?::text[]) AS wanted (remediation_id, target)
            JOIN remediation_run USING (remediation_id, target)
            LEFT JOIN LATERAL unnest(attempts) AS attempt ON true
            WHERE due_at IS NOT NULL OR attempts <> '{}'
            GROUP BY remediation_id, target
            """)
        .with(windowStart)
        .with(ids)
        .with(instances)
        .rows(row ->
            Map.entry(
                new Target(row.getString("remediation_id"), row.getString("target")),
                new TargetHistory(
                    row.getBoolean("open"),
                    row.getInt("attempts"),
                    Sql.optionalInstant(row, "last"))))
        .forEach(found -> histories.put(found.getKey(), found.getValue()));
    return histories;
  }

  @Override
  public void add(Collection<Run> runs) {
    List<Run> list = List.copyOf(runs);
    if (list.isEmpty()) {
      return;
    }
    sql.of(
            """
            INSERT INTO remediation_run (id, remediation_id, remediation_name, action, target, alert_id,
              alert, seq, parameters, parameters_hash, status, reason, detail, due_at, attempts,
              created_at, finished_at)
            SELECT id, remediation_id, remediation_name, action, target, alert_id, alert, seq,
              parameters, parameters_hash, status, reason, detail, due_at, attempts::timestamptz[],
              created_at, finished_at
            FROM unnest(?::uuid[], ?::text[], ?::text[], ?::text[], ?::text[], ?::uuid[], ?::text[],
              ?::int8[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::timestamptz[],
              ?::text[], ?::timestamptz[], ?::timestamptz[])
              AS run (id, remediation_id, remediation_name, action, target, alert_id, alert, seq,
                parameters, parameters_hash, status, reason, detail, due_at, attempts, created_at,
                finished_at)
            ON CONFLICT (id) DO NOTHING
            """)
        .with(list.stream().map(Run::id).toArray(UUID[]::new))
        .with(texts(list, run -> run.plan().remediationId()))
        .with(texts(list, run -> run.plan().remediationName()))
        .with(texts(list, run -> run.plan().action()))
        .with(texts(list, run -> run.plan().target()))
        .with(list.stream().map(run -> run.plan().alert().alertId()).toArray(UUID[]::new))
        .with(texts(list, run -> rows.json(run.plan().alert())))
        .with(list.stream().mapToLong(run -> run.plan().seq()).toArray())
        .with(texts(list, run -> rows.json(run.plan().parameters())))
        .with(texts(list, run -> run.plan().parametersHash()))
        .with(texts(list, run -> run.status().code()))
        .with(texts(list, PostgresRuns::reason))
        .with(texts(list, Run::detail))
        .with(instants(list, Run::dueAt))
        .with(texts(list, run -> RunRows.literal(run.attempts())))
        .with(instants(list, run -> Optional.of(run.plan().created())))
        .with(instants(list, Run::finished))
        .update();
    list.forEach(run -> run.approval().ifPresent(approval -> ask(run, approval)));
  }

  /** Writes the question, or its answer. A newer question takes the place of the one before. */
  private void ask(Run run, Approval approval) {
    sql.of(
            """
            INSERT INTO approval (run_id, expires_at, attempt) VALUES (?, ?, ?)
            ON CONFLICT (run_id) DO UPDATE
            SET expires_at = EXCLUDED.expires_at, attempt = EXCLUDED.attempt, answer = NULL,
                principal = NULL, source = NULL, comment = NULL, decided_at = NULL
            WHERE approval.attempt < EXCLUDED.attempt
            """)
        .with(run.id())
        .with(approval.expiresAt())
        .with(approval.attempt())
        .update();
    answer(run, approval);
  }

  private void answer(Run run, Approval approval) {
    approval
        .decided()
        .ifPresent(decided ->
            sql.of(
                    """
                    UPDATE approval
                    SET answer = ?, principal = ?, source = ?, comment = ?, decided_at = ?
                    WHERE run_id = ? AND attempt = ? AND decided_at IS NULL
                    """)
                .with(decided.answer().code())
                .with(decided.principal())
                .with(decided.source())
                .with(decided.comment())
                .with(decided.at())
                .with(run.id())
                .with(approval.attempt())
                .update());
  }

  @Override
  public void save(Run run) {
    sql.of(
            """
            UPDATE remediation_run
            SET status = ?, reason = ?, detail = ?, due_at = ?, attempts = ?, finished_at = ?
            WHERE id = ?
            """)
        .with(run.status().code())
        .with(reason(run))
        .with(run.detail())
        .with(run.dueAt().orElse(null))
        .with(run.attempts().toArray(Instant[]::new))
        .with(run.finished().orElse(null))
        .with(run.id())
        .update();
    run.approval().ifPresent(approval -> ask(run, approval));
  }

  /** Returns a row for any id, so that the work does not depend on what is there. */
  @Override
  public Optional<Question> question(UUID id) {
    return sql.of(
            """
            SELECT coalesce(run.parameters_hash, repeat('0', 64)) AS parameters_hash,
                   coalesce(approval.expires_at, to_timestamp(0)) AS expires_at,
                   approval.run_id IS NOT NULL AS asked
            FROM (VALUES (?::uuid)) AS wanted (id)
            LEFT JOIN remediation_run run ON run.id = wanted.id
            LEFT JOIN approval ON approval.run_id = wanted.id
            """)
        .with(id)
        .first(row -> {
          Question question =
              new Question(row.getString("parameters_hash"), Sql.instant(row, "expires_at"));
          return row.getBoolean("asked") ? Optional.of(question) : Optional.<Question>empty();
        })
        .orElseThrow();
  }

  @Override
  public Optional<Run> find(UUID id) {
    return sql.of(SELECT + "WHERE run.id = ?").with(id).first(rows::read);
  }

  @Override
  public Optional<Run> lock(UUID id) {
    return sql.of(SELECT + "WHERE run.id = ? FOR UPDATE OF run").with(id).first(rows::read);
  }

  @Override
  public List<Run> lockDue(Instant now, int limit) {
    return sql.of(
            SELECT
                + "WHERE run.due_at <= ? ORDER BY run.due_at LIMIT ? FOR UPDATE OF run SKIP LOCKED")
        .with(now)
        .with(limit)
        .rows(rows::read);
  }

  @Override
  public List<Run> lockOpen(Collection<UUID> alertIds) {
    if (alertIds.isEmpty()) {
      return List.of();
    }
    return sql.of(
            SELECT
                + "WHERE run.alert_id = ANY (?) AND run.due_at IS NOT NULL"
                + " ORDER BY run.id FOR UPDATE OF run")
        .with(alertIds.toArray(UUID[]::new))
        .rows(rows::read);
  }

  @Override
  public List<Instant> dueUntil(Instant until) {
    return sql.of(
            """
            SELECT DISTINCT date_trunc('second', due_at) AS due FROM remediation_run
            WHERE due_at <= ? ORDER BY due
            """)
        .with(until)
        .rows(row -> Sql.instant(row, "due"));
  }

  @Override
  public int purge(Instant before) {
    return sql.of("DELETE FROM remediation_run WHERE finished_at < ?").with(before).update();
  }

  private static @Nullable String reason(Run run) {
    return run.reason().map(EndReason::code).orElse(null);
  }

  private static @Nullable String[] texts(List<Run> list, Function<Run, @Nullable String> column) {
    return list.stream().map(column).toArray(String[]::new);
  }

  private static @Nullable Instant[] instants(List<Run> list, Function<Run, Optional<Instant>> at) {
    return list.stream().map(run -> at.apply(run).orElse(null)).toArray(Instant[]::new);
  }
}
