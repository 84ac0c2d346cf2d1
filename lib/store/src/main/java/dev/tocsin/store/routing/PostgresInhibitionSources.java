package dev.tocsin.store.routing;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.routing.inhibition.SourceKey;
import dev.tocsin.routing.inhibition.TargetKey;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/** Sources of inhibition as rows. */
@Singleton
final class PostgresInhibitionSources implements InhibitionSources {
  /** One that fires is enough; more than one, since other values may have the same hash. */
  private static final int MOST_SOURCES = 8;

  private final Sql sql;
  private final RoutedAlertRows alerts;

  PostgresInhibitionSources(Sql sql, JsonText json) {
    this.sql = sql;
    this.alerts = new RoutedAlertRows(json);
  }

  private record Source(SourceKey key, Fingerprint alert) {}

  @Override
  public void save(Map<Fingerprint, List<SourceKey>> keys) {
    if (keys.isEmpty()) {
      return;
    }
    List<Source> sources = new ArrayList<>();
    keys.forEach((alert, own) -> own.forEach(key -> sources.add(new Source(key, alert))));
    sql.of(
            """
            WITH wanted AS MATERIALIZED (
              SELECT DISTINCT rule, equal, is_target, fingerprint
              FROM unnest(?, ?, ?, ?) AS w (rule, equal, is_target, fingerprint)),
            gone AS (
              DELETE FROM inhibition_source
              WHERE fingerprint = ANY (?)
                AND (rule, equal, is_target, fingerprint)
                  NOT IN (SELECT rule, equal, is_target, fingerprint FROM wanted))
            INSERT INTO inhibition_source (rule, equal, is_target, fingerprint)
            SELECT rule, equal, is_target, fingerprint FROM wanted
            ORDER BY rule, equal, is_target, fingerprint
            ON CONFLICT DO NOTHING
            """)
        .each(sources, Integer[]::new, source -> source.key().rule())
        .each(sources, Long[]::new, source -> source.key().equalHash())
        .each(sources, Boolean[]::new, source -> source.key().matchesTargetToo())
        .each(sources, Long[]::new, source -> source.alert().value())
        .each(keys.keySet(), Long[]::new, Fingerprint::value)
        .update();
  }

  @Override
  public void clear() {
    sql.of("DELETE FROM inhibition_source").update();
  }

  @Override
  public Map<TargetKey, List<Alert>> find(Collection<TargetKey> keys, Instant now) {
    if (keys.isEmpty()) {
      return Map.of();
    }
    return sql
        .of(
            "SELECT k.rule, k.equal, k.is_source, "
                + RoutedAlertRows.COLUMNS
                + """
                FROM unnest(?, ?, ?) AS k (rule, equal, is_source)
                CROSS JOIN LATERAL (
                  SELECT a.*
                  FROM inhibition_source AS s JOIN routed_alert AS a USING (fingerprint)
                  WHERE s.rule = k.rule AND s.equal = k.equal
                    AND NOT (k.is_source AND s.is_target)
                    AND (a.ends_at IS NULL OR a.ends_at > ?)
                  LIMIT ?) AS a
                """)
        .each(keys, Integer[]::new, TargetKey::rule)
        .each(keys, Long[]::new, TargetKey::equalHash)
        .each(keys, Boolean[]::new, TargetKey::matchesSourceToo)
        .with(now)
        .with(MOST_SOURCES)
        .rows(row -> Map.entry(key(row), alerts.read(row)))
        .stream()
        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())));
  }

  private static TargetKey key(ResultSet row) throws SQLException {
    return new TargetKey(row.getInt("rule"), row.getLong("equal"), row.getBoolean("is_source"));
  }
}
