package dev.tocsin.enricher.source;

import dev.tocsin.core.enrichment.DashboardLink;
import dev.tocsin.core.enrichment.EnrichmentSource;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.enricher.EnricherSettings;
import io.micronaut.context.annotation.Requires;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;

/** The link to the instance's dashboard. There is none without Grafana's address. */
@Singleton
@Requires(property = "tocsin.enricher.dashboard-url")
public class DashboardSource implements EnrichmentSource {
  private final String base;

  DashboardSource(EnricherSettings settings) {
    this.base = Objects.requireNonNull(settings.dashboardUrl());
  }

  @Override
  public String name() {
    return "dashboard";
  }

  @Override
  @Retryable(attempts = "1", delay = "50ms")
  public Map<String, String> ask(AlertSnapshot alert) {
    return Map.of("dashboard_url", DashboardLink.of(base, alert.instanceId()));
  }
}
