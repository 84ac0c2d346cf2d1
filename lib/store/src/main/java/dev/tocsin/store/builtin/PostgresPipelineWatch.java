package dev.tocsin.store.builtin;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInSettings;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.builtin.PipelineFacts;
import dev.tocsin.engine.builtin.PipelineWatch;
import dev.tocsin.engine.builtin.Tally;
import dev.tocsin.engine.cursor.DeviatingProducer;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionId;
import dev.tocsin.engine.rule.Ignored;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/** The facts as rows; the right to evaluate is a row lock that does not wait. */
@Singleton
final class PostgresPipelineWatch implements PipelineWatch {
  /** How many producers of a partition are kept: the worst. */
  private static final int MOST_PRODUCERS = 50;

  private final Sql sql;

  PostgresPipelineWatch(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Optional<Instant> claim() {
    return sql.of("SELECT evaluated_before FROM pipeline_watch FOR UPDATE SKIP LOCKED")
        .first(row -> Sql.instant(row, "evaluated_before"));
  }

  @Override
  public void evaluated(Instant before) {
    sql.of("UPDATE pipeline_watch SET evaluated_before = ?, since = coalesce(since, ?)")
        .with(before)
        .with(before)
        .update();
  }

  @Override
  public void saw(Collection<LogSnapshot> logs, Instant now) {
    Map<PartitionId, LogSnapshot> ordered = new TreeMap<>();
    logs.forEach(log -> ordered.put(log.id(), log));
    sql.of(
            """
            INSERT INTO partition_log AS known
              (topic, partition, log_start, log_end, ahead, grew_at, looked_at, held_since)
            SELECT t, p, s, e, a, CASE WHEN e > s THEN ?::timestamptz END, ?::timestamptz,
              CASE WHEN u > 0 THEN ?::timestamptz END
            FROM unnest(?, ?, ?, ?, ?, ?) AS seen (t, p, s, e, a, u)
            ON CONFLICT (topic, partition) DO UPDATE SET
              log_start = excluded.log_start,
              log_end = excluded.log_end,
              ahead = excluded.ahead,
              grew_at = CASE WHEN known.log_end = excluded.log_end THEN known.grew_at
                ELSE excluded.looked_at END,
              looked_at = excluded.looked_at,
              held_since = CASE WHEN excluded.held_since IS NOT NULL AND known.log_end = excluded.log_end
                THEN coalesce(known.held_since, excluded.held_since) ELSE excluded.held_since END
            """)
        .with(now)
        .with(now)
        .with(now)
        .each(ordered.keySet(), String[]::new, PartitionId::topic)
        .each(ordered.keySet(), Integer[]::new, PartitionId::partition)
        .each(ordered.values(), Long[]::new, LogSnapshot::start)
        .each(ordered.values(), Long[]::new, LogSnapshot::end)
        .each(ordered.values(), Long[]::new, LogSnapshot::ahead)
        .each(ordered.values(), Long[]::new, LogSnapshot::uncommitted)
        .update();
  }

  @Override
  public List<LogSnapshot> seen(Collection<PartitionId> partitions) {
    return sql.of(
            """
            SELECT topic, partition, log_start, log_end, ahead FROM partition_log
            WHERE (topic, partition) IN (SELECT t, p FROM unnest(?, ?) AS wanted (t, p))
            ORDER BY topic, partition
            """)
        .each(partitions, String[]::new, PartitionId::topic)
        .each(partitions, Integer[]::new, PartitionId::partition)
        .rows(row ->
            new LogSnapshot(
                id(row), row.getLong("log_start"), row.getLong("log_end"), row.getLong("ahead")));
  }

  /** What a tally says under one id. */
  private record Numbers(
      String rule,
      long records,
      long rejected,
      long samples,
      long misplaced,
      long late,
      Ignored ignored,
      long cameBack) {}

  @Override
  public void count(String writer, Optional<String> topic, Tally tally, Instant now) {
    if (tally.isEmpty()) {
      return;
    }
    List<Numbers> rows = rows(tally);
    sql.of(
            """
            INSERT INTO evaluation_count AS known
              (minute, writer, topic, rule_id, records, rejected, samples, misplaced, late, out_of_order,
               duplicates, beyond_limit, came_back)
            SELECT ?::timestamptz, ?, ?, * FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (minute, writer, rule_id) DO UPDATE SET
              records = known.records + excluded.records,
              rejected = known.rejected + excluded.rejected,
              samples = known.samples + excluded.samples,
              misplaced = known.misplaced + excluded.misplaced,
              late = known.late + excluded.late,
              out_of_order = known.out_of_order + excluded.out_of_order,
              duplicates = known.duplicates + excluded.duplicates,
              beyond_limit = known.beyond_limit + excluded.beyond_limit,
              came_back = known.came_back + excluded.came_back
            """)
        .with(now.truncatedTo(ChronoUnit.MINUTES))
        .with(writer)
        .with(topic.orElse(null))
        .each(rows, String[]::new, Numbers::rule)
        .each(rows, Long[]::new, Numbers::records)
        .each(rows, Long[]::new, Numbers::rejected)
        .each(rows, Long[]::new, Numbers::samples)
        .each(rows, Long[]::new, Numbers::misplaced)
        .each(rows, Long[]::new, Numbers::late)
        .each(rows, Long[]::new, numbers -> numbers.ignored().outOfOrder())
        .each(rows, Long[]::new, numbers -> numbers.ignored().duplicates())
        .each(rows, Long[]::new, numbers -> numbers.ignored().beyondLimit())
        .each(rows, Long[]::new, Numbers::cameBack)
        .update();
  }

  private static List<Numbers> rows(Tally tally) {
    List<Numbers> rows = new ArrayList<>();
    rows.add(
        new Numbers(
            "",
            tally.records(),
            tally.rejected(),
            tally.samples(),
            tally.misplaced(),
            tally.late(),
            Ignored.NONE,
            0));
    TreeSet<RuleId> rules = new TreeSet<>(tally.ignored().keySet());
    rules.addAll(tally.cameBack().keySet());
    for (RuleId rule : rules) {
      rows.add(
          new Numbers(
              rule.value(),
              0,
              0,
              0,
              0,
              0,
              tally.ignored().getOrDefault(rule, Ignored.NONE),
              tally.cameBack().getOrDefault(rule, 0L)));
    }
    return rows;
  }

  @Override
  public void deviating(
      PartitionId partition, Collection<DeviatingProducer> producers, Instant now) {
    if (producers.isEmpty()) {
      return;
    }
    sql.of(
            """
            INSERT INTO producer_clock AS known
              (topic, partition, kind, producer, since, seen_at, samples, most_ms)
            SELECT ?, ?, k, left(p, 256), ?::timestamptz, ?::timestamptz, sum(s), max(m)
            FROM unnest(?, ?, ?, ?) AS seen (k, p, s, m)
            GROUP BY k, left(p, 256)
            ON CONFLICT (topic, partition, kind, producer) DO UPDATE SET
              since = CASE WHEN known.seen_at < excluded.seen_at - interval '1 hour'
                THEN excluded.since ELSE known.since END,
              samples = CASE WHEN known.seen_at < excluded.seen_at - interval '1 hour'
                THEN excluded.samples ELSE known.samples + excluded.samples END,
              most_ms = excluded.most_ms,
              seen_at = excluded.seen_at
            """)
        .with(partition.topic())
        .with(partition.partition())
        .with(now)
        .with(now)
        .each(producers, String[]::new, producer -> producer.kind().code())
        .each(producers, String[]::new, DeviatingProducer::name)
        .each(producers, Long[]::new, DeviatingProducer::samples)
        .each(producers, Long[]::new, DeviatingProducer::most)
        .update();
    sql.of(
            """
            DELETE FROM producer_clock WHERE topic = ? AND partition = ? AND (kind, producer) IN (
              SELECT kind, producer FROM producer_clock WHERE topic = ? AND partition = ?
              ORDER BY seen_at > ?::timestamptz - interval '1 hour' DESC, most_ms DESC
              OFFSET ?)
            """)
        .with(partition.topic())
        .with(partition.partition())
        .with(partition.topic())
        .with(partition.partition())
        .with(now)
        .with(MOST_PRODUCERS)
        .update();
  }

  @Override
  public void matched(Collection<RuleId> rules, Instant now) {
    if (!rules.isEmpty()) {
      sql.of(
              """
              INSERT INTO rule_use AS known (rule_id, since, matched_at)
              SELECT r, ?::timestamptz, ?::timestamptz FROM unnest(?) AS matched (r)
              ON CONFLICT (rule_id) DO UPDATE SET
                matched_at = greatest(known.matched_at, excluded.matched_at)
              """)
          .with(now)
          .with(now)
          .each(new TreeSet<>(rules), String[]::new, RuleId::value)
          .update();
    }
  }

  @Override
  public void inForce(Collection<RuleId> rules, Instant now) {
    TreeSet<RuleId> ordered = new TreeSet<>(rules);
    sql.of(
            """
            INSERT INTO rule_use (rule_id, since)
            SELECT r, ?::timestamptz FROM unnest(?) AS there (r)
            ON CONFLICT (rule_id) DO NOTHING
            """)
        .with(now)
        .each(ordered, String[]::new, RuleId::value)
        .update();
    sql.of("DELETE FROM rule_use WHERE rule_id <> ALL (?)")
        .each(ordered, String[]::new, RuleId::value)
        .update();
  }

  @Override
  public PipelineFacts facts(Collection<String> topics, BuiltInSettings settings, Instant now) {
    Evaluated evaluated =
        sql.of("SELECT evaluated_before, since FROM pipeline_watch")
            .first(row ->
                new Evaluated(
                    Sql.instant(row, "evaluated_before"), Sql.optionalInstant(row, "since")))
            .orElseThrow();
    return new PipelineFacts(
        evaluated.since().orElse(now),
        evaluated.before(),
        List.copyOf(topics),
        partitions(topics),
        counts(settings, now),
        producers(topics, settings, now),
        rules());
  }

  private record Evaluated(Instant before, Optional<Instant> since) {}

  private List<PipelineFacts.Partition> partitions(Collection<String> topics) {
    return sql.of(
            """
            SELECT topic, partition, next_offset, event_time, caught_up_at,
              grew_at, looked_at, coalesce(ahead, 0) AS ahead, held_since
            FROM partition_cursor LEFT JOIN partition_log USING (topic, partition)
            WHERE topic = ANY (?)
            ORDER BY topic, partition
            """)
        .with(topics.toArray(String[]::new))
        .rows(row ->
            new PipelineFacts.Partition(
                new PartitionCursor(
                    id(row),
                    row.getLong("next_offset"),
                    Sql.optionalInstant(row, "event_time"),
                    Sql.optionalInstant(row, "caught_up_at")),
                Sql.optionalInstant(row, "grew_at"),
                Sql.optionalInstant(row, "looked_at"),
                row.getLong("ahead"),
                Sql.optionalInstant(row, "held_since")));
  }

  private List<PipelineFacts.Count> counts(BuiltInSettings settings, Instant now) {
    return sql.of(
            """
            SELECT 'RECORDS_REJECTED' AS alert, topic AS subject, '' AS writer,
              sum(rejected)::bigint AS part, sum(records)::bigint AS whole
            FROM evaluation_count WHERE minute > ? AND records > 0 GROUP BY topic
            UNION ALL
            SELECT 'SAMPLES_LATE', topic, writer, sum(late)::bigint, sum(samples)::bigint
            FROM evaluation_count WHERE minute > ? AND records > 0 GROUP BY topic, writer
            UNION ALL
            SELECT 'RULE_TOO_WIDE', rule_id, '', sum(beyond_limit)::bigint, 0
            FROM evaluation_count WHERE minute > ? AND beyond_limit > 0 GROUP BY rule_id
            UNION ALL
            SELECT 'NO_DATA_TOO_EARLY', rule_id, '', sum(came_back)::bigint, 0
            FROM evaluation_count WHERE minute > ? AND came_back > 0 GROUP BY rule_id
            UNION ALL
            SELECT 'SERIES_IN_SEVERAL_PARTITIONS', topic, '', sum(misplaced)::bigint, 0
            FROM evaluation_count WHERE minute > ? AND misplaced > 0 GROUP BY topic
            ORDER BY alert, subject, writer
            """)
        .with(now.minus(settings.of(BuiltIn.RECORDS_REJECTED).window()))
        .with(now.minus(settings.of(BuiltIn.SAMPLES_LATE).window()))
        .with(now.minus(settings.of(BuiltIn.RULE_TOO_WIDE).window()))
        .with(now.minus(settings.of(BuiltIn.NO_DATA_TOO_EARLY).window()))
        .with(now.minus(settings.of(BuiltIn.SERIES_IN_SEVERAL_PARTITIONS).window()))
        .rows(PostgresPipelineWatch::count);
  }

  private static PipelineFacts.Count count(ResultSet row) throws SQLException {
    BuiltIn alert = BuiltIn.valueOf(row.getString("alert"));
    String subject = row.getString("subject");
    return new PipelineFacts.Count(
        alert,
        alert == BuiltIn.SAMPLES_LATE
            // The writer of a partition is named after it: its topic, a hyphen, its number.
            ? Labels.of(
                "topic",
                subject,
                "partition",
                row.getString("writer").substring(subject.length() + 1))
            : Labels.of(alert.by().getFirst(), subject),
        row.getLong("part"),
        row.getLong("whole"));
  }

  private List<PipelineFacts.Producer> producers(
      Collection<String> topics, BuiltInSettings settings, Instant now) {
    return sql.of(
            """
            SELECT topic, partition, kind, producer, since, seen_at, samples, most_ms
            FROM producer_clock
            WHERE topic = ANY (?) AND seen_at > CASE kind WHEN 'ahead' THEN ?::timestamptz ELSE ?::timestamptz END
            ORDER BY topic, partition, kind, producer
            """)
        .with(topics.toArray(String[]::new))
        .with(now.minus(settings.of(BuiltIn.CLOCK_AHEAD).window()))
        .with(now.minus(settings.of(BuiltIn.SAMPLES_LATE).window()))
        .rows(row ->
            new PipelineFacts.Producer(
                id(row),
                Sql.instant(row, "since"),
                Sql.instant(row, "seen_at"),
                new DeviatingProducer(
                    DeviatingProducer.Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                    row.getString("producer"),
                    row.getLong("samples"),
                    row.getLong("most_ms"))));
  }

  private List<PipelineFacts.RuleUse> rules() {
    return sql.of("SELECT rule_id, since, matched_at FROM rule_use ORDER BY rule_id")
        .rows(row ->
            new PipelineFacts.RuleUse(
                new RuleId(row.getString("rule_id")),
                Sql.instant(row, "since"),
                Sql.optionalInstant(row, "matched_at")));
  }

  private static PartitionId id(ResultSet row) throws SQLException {
    return new PartitionId(row.getString("topic"), row.getInt("partition"));
  }
}
