package dev.tocsin.store.remediation;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.remediation.KnownAlerts;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Known alerts in the table {@code remediation_alert}. */
@Singleton
final class PostgresKnownAlerts implements KnownAlerts {
  private final Sql sql;

  PostgresKnownAlerts(Sql sql) {
    this.sql = sql;
  }

  @Override
  public Map<Fingerprint, KnownAlert> load(Collection<Fingerprint> fingerprints) {
    Map<Fingerprint, KnownAlert> found = new HashMap<>();
    if (fingerprints.isEmpty()) {
      return found;
    }
    sql.of(
            """
            SELECT fingerprint, seq, alert_id, fires, received_at FROM remediation_alert
            WHERE fingerprint = ANY (?)
            """)
        .with(fingerprints.stream().mapToLong(Fingerprint::value).toArray())
        .rows(row ->
            new KnownAlert(
                new Fingerprint(row.getLong("fingerprint")),
                row.getLong("seq"),
                row.getObject("alert_id", UUID.class),
                row.getBoolean("fires"),
                Sql.instant(row, "received_at")))
        .forEach(alert -> found.put(alert.fingerprint(), alert));
    return found;
  }

  @Override
  public void save(Collection<KnownAlert> alerts) {
    if (alerts.isEmpty()) {
      return;
    }
    List<KnownAlert> sorted =
        alerts.stream().sorted(Comparator.comparing(KnownAlert::fingerprint)).toList();
    sql.of(
            """
            INSERT INTO remediation_alert (fingerprint, seq, alert_id, fires, received_at)
            SELECT fingerprint, seq, alert_id, fires, received_at
            FROM unnest(?::int8[], ?::int8[], ?::uuid[], ?::bool[], ?::timestamptz[])
              AS heard (fingerprint, seq, alert_id, fires, received_at)
            ON CONFLICT (fingerprint) DO UPDATE
            SET seq = EXCLUDED.seq, alert_id = EXCLUDED.alert_id, fires = EXCLUDED.fires,
                received_at = EXCLUDED.received_at
            WHERE remediation_alert.seq < EXCLUDED.seq
            """)
        .with(sorted.stream().mapToLong(alert -> alert.fingerprint().value()).toArray())
        .with(sorted.stream().mapToLong(KnownAlert::seq).toArray())
        .with(sorted.stream().map(KnownAlert::alertId).toArray(UUID[]::new))
        .with(sorted.stream().map(KnownAlert::fires).toArray(Boolean[]::new))
        .with(sorted.stream().map(KnownAlert::heard).toArray(Instant[]::new))
        .update();
  }

  @Override
  public int purge(Instant before) {
    return sql.of("DELETE FROM remediation_alert WHERE NOT fires AND received_at < ?")
        .with(before)
        .update();
  }
}
