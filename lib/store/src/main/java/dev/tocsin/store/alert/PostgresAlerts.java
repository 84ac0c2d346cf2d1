package dev.tocsin.store.alert;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.engine.alert.Alert;
import dev.tocsin.engine.alert.Alerts;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Alerts as rows, and the last event number of each fingerprint as another. */
@Singleton
final class PostgresAlerts implements Alerts {
  private static final String SELECT =
      """
      SELECT id, fingerprint, dedup_key, rule_id, name, description, severity, metric_name,
             instance_id, labels, annotations, runbook_url, operator, threshold, unit, phase, reason,
             started_at, changed_at, value, fire_count, seq
      FROM alert
      """;

  private static final String ORPHANED =
      """
      WHERE phase = 'firing' AND NOT EXISTS (
        SELECT 1 FROM alert_key_state AS k
        WHERE k.fingerprint = alert.fingerprint AND k.phase = 'firing' AND k.alert_id = alert.id)
      """;
  private static final String ORDERED = "ORDER BY (fingerprint < 0), fingerprint, seq LIMIT ?";

  private final Sql sql;
  private final Transactions transactions;
  private final AlertRows rows;
  private final JsonText json;

  PostgresAlerts(Sql sql, Transactions transactions, JsonText json) {
    this.sql = sql;
    this.transactions = transactions;
    this.rows = new AlertRows(json);
    this.json = json;
  }

  @Override
  public void save(Collection<Alert> alerts) {
    if (alerts.isEmpty()) {
      return;
    }
    List<Alert> ordered = alerts.stream().sorted(Comparator.comparing(Alert::id)).toList();
    sql.of(
            """
            INSERT INTO alert (
              id, fingerprint, dedup_key, rule_id, name, description, severity, metric_name,
              instance_id, labels, annotations, runbook_url, operator, threshold, unit, phase, reason,
              started_at, changed_at, value, fire_count, seq)
            SELECT id, fingerprint, dedup_key, rule_id, name, description, severity, metric_name,
                   instance_id, labels::json, annotations::json, runbook_url, operator, threshold,
                   unit, phase, reason, started_at, changed_at, value, fire_count, seq
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) AS a (
              id, fingerprint, dedup_key, rule_id, name, description, severity, metric_name,
              instance_id, labels, annotations, runbook_url, operator, threshold, unit, phase, reason,
              started_at, changed_at, value, fire_count, seq)
            ON CONFLICT (id) DO UPDATE SET
              name = excluded.name, description = excluded.description,
              severity = excluded.severity, labels = excluded.labels,
              annotations = excluded.annotations, runbook_url = excluded.runbook_url,
              operator = excluded.operator, threshold = excluded.threshold,
              unit = excluded.unit,
              phase = excluded.phase, reason = excluded.reason, changed_at = excluded.changed_at,
              value = excluded.value, fire_count = excluded.fire_count, seq = excluded.seq
            """)
        .each(ordered, UUID[]::new, Alert::id)
        .each(ordered, Long[]::new, alert -> alert.fingerprint().value())
        .each(ordered, String[]::new, alert -> alert.firings().dedupKey().value())
        .each(ordered, String[]::new, alert -> alert.rule().id().value())
        .each(ordered, String[]::new, alert -> alert.rule().name())
        .each(ordered, String[]::new, alert -> alert.rule().description())
        .each(ordered, String[]::new, alert -> alert.rule().severity().code())
        .each(ordered, String[]::new, alert -> alert.rule().metricName())
        .each(ordered, String[]::new, Alert::instanceId)
        .each(ordered, String[]::new, alert -> json.write(alert.labels().asMap()))
        .each(ordered, String[]::new, alert -> json.write(alert.annotations()))
        .each(ordered, String[]::new, alert -> alert.rule().runbookUrl().orElse(null))
        .each(ordered, String[]::new, alert -> alert.rule().operator().orElse(null))
        .each(ordered, Double[]::new, alert -> alert.rule().threshold().orElse(null))
        .each(ordered, String[]::new, alert -> alert.rule().unit().code())
        .each(ordered, String[]::new, alert -> alert.last().phase().code())
        .each(ordered, String[]::new, alert -> alert.last().reason().code())
        .each(ordered, Instant[]::new, alert -> alert.firings().startedAt())
        .each(ordered, Instant[]::new, alert -> alert.last().at())
        .each(ordered, Double[]::new, alert -> alert.last().value().orElse(null))
        .each(ordered, Integer[]::new, alert -> alert.firings().count())
        .each(ordered, Long[]::new, alert -> alert.last().seq())
        .update();
  }

  @Override
  public Map<UUID, Alert> load(Collection<UUID> ids) {
    return sql
        .of(SELECT + "WHERE id = ANY (?)")
        .with(ids.toArray(UUID[]::new))
        .rows(rows::read)
        .stream()
        .collect(Collectors.toMap(Alert::id, Function.identity()));
  }

  @Override
  public List<Alert> firing(Optional<Fingerprint> after, int limit) {
    return Fingerprints.page(sql, SELECT + "WHERE phase = 'firing'", after, limit).rows(rows::read);
  }

  @Override
  public List<Alert> orphaned(int limit) {
    return transactions.inOne(() -> {
      long[] found =
          Fingerprints.sorted(
              sql.of("SELECT fingerprint FROM alert\n" + ORPHANED + ORDERED)
                  .with(limit)
                  .rows(row -> new Fingerprint(row.getLong("fingerprint"))));
      if (found.length == 0) {
        return List.of();
      }
      holdNumbering(found);
      // A transaction that has just ended may have had one of them fire again.
      return sql.of(SELECT + ORPHANED + "AND fingerprint = ANY (?)\n" + ORDERED)
          .with(found)
          .with(limit)
          .rows(rows::read);
    });
  }

  private void holdNumbering(long[] fingerprints) {
    sql.of(
            """
            SELECT last_seq FROM alert_sequence WHERE fingerprint = ANY (?)
            ORDER BY (fingerprint < 0), fingerprint FOR UPDATE
            """)
        .with(fingerprints)
        .rows(row -> row.getLong("last_seq"));
  }

  @Override
  public Optional<Alert> latest(Fingerprint fingerprint) {
    return sql.of(
            SELECT + "WHERE fingerprint = ? ORDER BY (phase = 'firing') DESC, seq DESC LIMIT 1")
        .with(fingerprint.value())
        .first(rows::read);
  }

  @Override
  public Map<Fingerprint, Long> number(Map<Fingerprint, Integer> counts) {
    List<Fingerprint> ordered = counts.keySet().stream().sorted().toList();
    return sql
        .of(
            """
            INSERT INTO alert_sequence (fingerprint, last_seq)
            SELECT fingerprint, wanted FROM unnest(?, ?) AS s (fingerprint, wanted)
            ON CONFLICT (fingerprint) DO UPDATE SET
              last_seq = alert_sequence.last_seq + excluded.last_seq,
              drawn_on = excluded.drawn_on
            RETURNING fingerprint, last_seq
            """)
        .each(ordered, Long[]::new, Fingerprint::value)
        .each(ordered, Integer[]::new, counts::get)
        .rows(
            row -> Map.entry(new Fingerprint(row.getLong("fingerprint")), row.getLong("last_seq")))
        .stream()
        .collect(
            Collectors.toMap(
                Map.Entry::getKey,
                drawn -> drawn.getValue() - counts.getOrDefault(drawn.getKey(), 0) + 1));
  }
}
