package dev.tocsin.store.enrichment;

import dev.tocsin.core.enrichment.Enrichment;
import dev.tocsin.core.enrichment.EnrichmentRequest;
import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.store.JsonText;
import dev.tocsin.store.Sql;
import io.micronaut.core.type.Argument;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Enrichments in the table {@code enrichment}. */
@Singleton
final class PostgresEnrichments implements Enrichments {
  private static final Argument<AlertSnapshot> ALERT = Argument.of(AlertSnapshot.class);

  private final Sql sql;
  private final ObjectMapper json;
  private final JsonText texts;

  PostgresEnrichments(Sql sql, ObjectMapper json, JsonText texts) {
    this.sql = sql;
    this.json = json;
    this.texts = texts;
  }

  @Override
  public void request(Collection<EnrichmentRequest> requests, Instant now) {
    if (requests.isEmpty()) {
      return;
    }
    List<EnrichmentRequest> sorted =
        requests.stream()
            .sorted(Comparator.comparing(request -> request.alert().alertId()))
            .toList();
    sql.of(
            """
            INSERT INTO enrichment (alert_id, alert, seq, requested_at, due_at)
            SELECT alert_id, alert, seq, ?, ?
            FROM unnest(?::uuid[], ?::text[], ?::int8[]) AS request (alert_id, alert, seq)
            ON CONFLICT (alert_id) DO NOTHING
            """)
        .with(now)
        .with(now)
        .with(sorted.stream().map(request -> request.alert().alertId()).toArray(UUID[]::new))
        .with(sorted.stream().map(request -> write(request.alert())).toArray(String[]::new))
        .with(sorted.stream().mapToLong(EnrichmentRequest::seq).toArray())
        .update();
  }

  @Override
  public List<EnrichmentRequest> claim(Instant now, Instant until, int limit) {
    return sql.of(
            """
            UPDATE enrichment SET due_at = ?
            WHERE alert_id IN (
              SELECT alert_id FROM enrichment WHERE due_at <= ?
              ORDER BY due_at LIMIT ? FOR UPDATE SKIP LOCKED)
            RETURNING alert, seq
            """)
        .with(until)
        .with(now)
        .with(limit)
        .rows(row -> new EnrichmentRequest(read(row.getString("alert")), row.getLong("seq")));
  }

  @Override
  public Set<UUID> save(Collection<Enrichment> found) {
    if (found.isEmpty()) {
      return Set.of();
    }
    List<Enrichment> sorted =
        found.stream().sorted(Comparator.comparing(Enrichment::alertId)).toList();
    return new HashSet<>(
        sql.of(
                """
                UPDATE enrichment
                SET fields = found.fields, enriched_at = found.enriched_at, due_at = NULL
                FROM unnest(?::uuid[], ?::text[], ?::timestamptz[])
                  AS found (alert_id, fields, enriched_at)
                WHERE enrichment.alert_id = found.alert_id AND enrichment.due_at IS NOT NULL
                RETURNING enrichment.alert_id
                """)
            .with(sorted.stream().map(Enrichment::alertId).toArray(UUID[]::new))
            .with(
                sorted.stream()
                    .map(enrichment -> texts.write(enrichment.fields()))
                    .toArray(String[]::new))
            .with(sorted.stream().map(Enrichment::at).toArray(Instant[]::new))
            .rows(row -> row.getObject("alert_id", UUID.class)));
  }

  @Override
  public Map<UUID, Enrichment> byAlert(Collection<UUID> alertIds) {
    Map<UUID, Enrichment> found = new HashMap<>();
    if (!alertIds.isEmpty()) {
      sql.of(
              """
              SELECT alert_id, fields, enriched_at FROM enrichment
              WHERE alert_id = ANY (?) AND enriched_at IS NOT NULL
              """)
          .with(alertIds.toArray(UUID[]::new))
          .rows(row ->
              new Enrichment(
                  row.getObject("alert_id", UUID.class),
                  texts.read(row.getString("fields")),
                  Sql.instant(row, "enriched_at")))
          .forEach(enrichment -> found.put(enrichment.alertId(), enrichment));
    }
    return found;
  }

  @Override
  public List<Instant> dueUntil(Instant until) {
    return sql.of(
            """
            SELECT DISTINCT date_trunc('second', due_at) AS due FROM enrichment
            WHERE due_at <= ? ORDER BY due
            """)
        .with(until)
        .rows(row -> Sql.instant(row, "due"));
  }

  @Override
  public int purge(Instant before) {
    return sql.of("DELETE FROM enrichment WHERE requested_at < ?").with(before).update();
  }

  private String write(AlertSnapshot alert) {
    try {
      return json.writeValueAsString(ALERT, alert);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  private AlertSnapshot read(String text) {
    try {
      return json.readValue(text, ALERT);
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }
}
