package dev.tocsin.core.remediation;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** What people decided and which attempts were refused, append only. */
public interface AuditTrail {
  /** Adds an entry, within the caller's transaction. One whose id is there is kept as is. */
  void add(AuditEntry entry);

  /** The entries about a subject, oldest first. */
  List<AuditEntry> of(UUID subject);

  /** Removes entries older than {@code before}. */
  int purge(Instant before);
}
