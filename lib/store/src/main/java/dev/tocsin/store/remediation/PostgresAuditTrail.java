package dev.tocsin.store.remediation;

import dev.tocsin.core.remediation.AuditEntry;
import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.store.Sql;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** The audit trail in the table {@code audit}. */
@Singleton
final class PostgresAuditTrail implements AuditTrail {
  private final Sql sql;

  PostgresAuditTrail(Sql sql) {
    this.sql = sql;
  }

  @Override
  public void add(AuditEntry entry) {
    sql.of(
            """
            INSERT INTO audit (id, at, principal, source, action, subject, comment)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO NOTHING
            """)
        .with(entry.id())
        .with(entry.at())
        .with(entry.principal())
        .with(entry.source())
        .with(entry.action())
        .with(entry.subject())
        .with(entry.comment())
        .update();
  }

  @Override
  public List<AuditEntry> of(UUID subject) {
    return sql.of(
            """
            SELECT id, at, principal, source, action, subject, comment FROM audit
            WHERE subject = ? ORDER BY at, id
            """)
        .with(subject)
        .rows(row ->
            new AuditEntry(
                row.getObject("id", UUID.class),
                Sql.instant(row, "at"),
                row.getString("principal"),
                row.getString("source"),
                row.getString("action"),
                row.getObject("subject", UUID.class),
                row.getString("comment")));
  }

  @Override
  public int purge(Instant before) {
    return sql.of("DELETE FROM audit WHERE at < ?").with(before).update();
  }
}
