package dev.tocsin.core.enrichment;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** What was, and is to be, found for alerts: one row for each alert, ever. */
public interface Enrichments {
  /**
   * Notes alerts to be enriched from {@code now} on, within the caller's transaction. An alert
   * noted before is kept as is.
   */
  void request(Collection<EnrichmentRequest> requests, Instant now);

  /**
   * Takes requests that are due by {@code now} until {@code until}, when they are due again. Those
   * that another caller is taking are left out.
   */
  List<EnrichmentRequest> claim(Instant now, Instant until, int limit);

  /**
   * Keeps what was found, within the caller's transaction, and returns the alerts that had not been
   * enriched before.
   */
  Set<UUID> save(Collection<Enrichment> found);

  Map<UUID, Enrichment> byAlert(Collection<UUID> alertIds);

  /** Due times of requests up to {@code until}, cut to the second, each once, in order. */
  List<Instant> dueUntil(Instant until);

  /** Forgets alerts noted before {@code before}. */
  int purge(Instant before);
}
