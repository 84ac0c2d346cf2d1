package dev.tocsin.store.enrichment;

import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Keeps enrichments for 90 days. */
@Singleton
final class EnrichmentRetention implements Retained {
  private static final Duration KEPT = Duration.ofDays(90);

  private final Enrichments enrichments;

  EnrichmentRetention(Enrichments enrichments) {
    this.enrichments = enrichments;
  }

  @Override
  public String name() {
    return "enrichment";
  }

  @Override
  public int sweep(Instant now) {
    return enrichments.purge(now.minus(KEPT));
  }
}
