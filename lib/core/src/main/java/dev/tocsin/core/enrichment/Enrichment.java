package dev.tocsin.core.enrichment;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * What was found for an alert.
 *
 * @param fields {@code owner}, {@code team}, {@code environment}, {@code dashboard_url} …, and
 *     {@code SOURCE_error} for a source that failed
 */
public record Enrichment(UUID alertId, Map<String, String> fields, Instant at) {
  public Enrichment {
    fields = Map.copyOf(fields);
  }
}
