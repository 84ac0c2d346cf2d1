package dev.tocsin.store.routing;

import static java.util.stream.Collectors.partitioningBy;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.alert.RoutedAlertsChanged;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Alerts as rows, which every writer locks in the order of the column {@code fingerprint}. */
@Singleton
final class PostgresRoutedAlerts implements RoutedAlerts {
  private static final String SELECT =
      "SELECT " + RoutedAlertRows.COLUMNS + " FROM routed_alert AS a ";

  private final Sql sql;
  private final Transactions transactions;
  private final JsonText json;
  private final RoutedAlertRows rows;

  PostgresRoutedAlerts(Sql sql, Transactions transactions, JsonText json) {
    this.sql = sql;
    this.transactions = transactions;
    this.json = json;
    this.rows = new RoutedAlertRows(json);
  }

  @Override
  public Map<Fingerprint, Alert> lock(Collection<Fingerprint> fingerprints) {
    return select(fingerprints, "ORDER BY fingerprint FOR UPDATE");
  }

  @Override
  public Map<Fingerprint, Alert> find(Collection<Fingerprint> fingerprints) {
    return select(fingerprints, "");
  }

  private Map<Fingerprint, Alert> select(Collection<Fingerprint> fingerprints, String clause) {
    if (fingerprints.isEmpty()) {
      return Map.of();
    }
    return sql
        .of(SELECT + "WHERE fingerprint = ANY (?) " + clause)
        .each(fingerprints, Long[]::new, Fingerprint::value)
        .rows(rows::read)
        .stream()
        .collect(toMap(Alert::fingerprint, Function.identity()));
  }

  @Override
  public void save(Collection<Alert> alerts, Collection<Fingerprint> known) {
    Set<Fingerprint> locked = Set.copyOf(known);
    Map<Boolean, List<Alert>> byKnown =
        alerts.stream().collect(partitioningBy(alert -> locked.contains(alert.fingerprint())));
    int saved = update(byKnown.getOrDefault(true, List.of()));
    saved += insert(byKnown.getOrDefault(false, List.of()));
    if (saved < alerts.size()) {
      throw new RoutedAlertsChanged(alerts.size(), saved);
    }
  }

  /** The labels stay: they are what the fingerprint stands for. */
  private int update(List<Alert> alerts) {
    if (alerts.isEmpty()) {
      return 0;
    }
    Sql.Call call =
        sql.of(
            """
            UPDATE routed_alert AS a SET
              annotations = v.annotations::json, starts_at = v.starts_at, ends_at = v.ends_at,
              updated_at = v.updated_at, end_is_timeout = v.end_is_timeout,
              generator_url = v.generator_url, source = v.source
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?) AS v (
              fingerprint, annotations, starts_at, ends_at, updated_at, end_is_timeout,
              generator_url, source)
            WHERE a.fingerprint = v.fingerprint
            """);
    return withState(call, alerts).update();
  }

  private int insert(List<Alert> alerts) {
    if (alerts.isEmpty()) {
      return 0;
    }
    Sql.Call call =
        sql.of(
            """
            INSERT INTO routed_alert (
              fingerprint, labels, annotations, starts_at, ends_at, updated_at, end_is_timeout,
              generator_url, source)
            SELECT fingerprint, labels::json, annotations::json, starts_at, ends_at, updated_at,
                   end_is_timeout, generator_url, source
            FROM unnest(?, ?, ?, ?, ?, ?, ?, ?, ?) AS v (
              fingerprint, annotations, starts_at, ends_at, updated_at, end_is_timeout,
              generator_url, source, labels)
            ORDER BY fingerprint
            ON CONFLICT (fingerprint) DO NOTHING
            """);
    return withState(call, alerts)
        .each(alerts, String[]::new, alert -> json.write(alert.labels().asMap()))
        .update();
  }

  private Sql.Call withState(Sql.Call call, List<Alert> alerts) {
    return call.each(alerts, Long[]::new, alert -> alert.fingerprint().value())
        .each(alerts, String[]::new, alert -> json.write(alert.annotations()))
        .each(alerts, Instant[]::new, Alert::startsAt)
        .each(alerts, Instant[]::new, alert -> alert.endsAt().orElse(null))
        .each(alerts, Instant[]::new, Alert::updatedAt)
        .each(alerts, Boolean[]::new, Alert::endIsTimeout)
        .each(alerts, String[]::new, Alert::generatorUrl)
        .each(alerts, String[]::new, alert -> alert.source().code());
  }

  @Override
  public List<Alert> all() {
    return inOrder(sql.of(SELECT).rows(rows::read));
  }

  @Override
  public List<Alert> after(Optional<Fingerprint> place, int limit) {
    return place.isPresent()
        ? sql.of(SELECT + "WHERE fingerprint > ? ORDER BY fingerprint LIMIT ?")
            .with(place.get().value())
            .with(limit)
            .rows(rows::read)
        : sql.of(SELECT + "ORDER BY fingerprint LIMIT ?").with(limit).rows(rows::read);
  }

  @Override
  public List<Alert> active(Instant now) {
    return inOrder(
        sql.of(SELECT + "WHERE ends_at IS NULL OR ends_at > ?").with(now).rows(rows::read));
  }

  private static List<Alert> inOrder(List<Alert> alerts) {
    return alerts.stream().sorted(Comparator.comparing(Alert::fingerprint)).toList();
  }

  /**
   * Locks first and deletes in a second statement, which sees the groups that alerts have joined
   * before they were locked.
   */
  @Override
  public int forget(Instant endedBefore, int limit) {
    return transactions.inOne(() -> {
      List<Long> ended =
          sql.of(
                  """
                  SELECT fingerprint FROM routed_alert AS a
                  WHERE ends_at < ? AND NOT EXISTS (
                    SELECT FROM group_member AS m WHERE m.fingerprint = a.fingerprint)
                  LIMIT ? FOR UPDATE SKIP LOCKED
                  """)
              .with(endedBefore)
              .with(limit)
              .rows(row -> row.getLong("fingerprint"));
      return delete(ended);
    });
  }

  private int delete(List<Long> ended) {
    return sql.of(
            """
            WITH gone AS (
              DELETE FROM routed_alert AS a
              WHERE fingerprint = ANY (?) AND NOT EXISTS (
                SELECT FROM group_member AS m WHERE m.fingerprint = a.fingerprint)
              RETURNING *),
            time_outs AS (
              INSERT INTO routed_alert_event (
                fingerprint, recorded_at, kind, labels, annotations, starts_at, ends_at)
              SELECT fingerprint, ends_at, 'timed_out', labels, annotations, starts_at, ends_at
              FROM gone WHERE ends_at > updated_at
              ON CONFLICT DO NOTHING),
            sources AS (
              DELETE FROM inhibition_source WHERE fingerprint IN (SELECT fingerprint FROM gone))
            SELECT count(*)::integer AS forgotten FROM gone
            """)
        .with(ended.toArray(Long[]::new))
        .first(row -> row.getInt("forgotten"))
        .orElseThrow();
  }
}
