package dev.tocsin.core.message;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * Context was found for an alert. From the enricher to the notifier.
 *
 * @param at when it was found
 * @param enrichment {@code owner}, {@code team}, {@code environment}, {@code dashboard_url} …, and
 *     for a source that failed {@code SOURCE_error}
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record AlertEnriched(
    int version,
    UUID eventId,
    long seq,
    Instant at,
    AlertSnapshot alert,
    Map<String, String> enrichment)
    implements Message {
  public static final int VERSION = 1;

  public AlertEnriched {
    Required.field(eventId, "event_id");
    Required.field(at, "at");
    Required.field(alert, "alert");
    enrichment = Map.copyOf(enrichment);
  }
}
