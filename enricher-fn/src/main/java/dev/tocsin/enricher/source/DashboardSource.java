package dev.tocsin.enricher.source;

import dev.tocsin.core.enrichment.DashboardLink;
import dev.tocsin.core.enrichment.EnrichmentSource;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.setting.CurrentSettings;
import io.micronaut.retry.annotation.Retryable;
import jakarta.inject.Singleton;
import java.util.Map;

/** The link to the instance's dashboard. There is none without Grafana's address. */
@Singleton
class DashboardSource implements EnrichmentSource {
  private final CurrentSettings settings;

  DashboardSource(CurrentSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "dashboard";
  }

  @Override
  @Retryable(attempts = "1", delay = "50ms")
  public Map<String, String> query(AlertSnapshot alert) {
    return settings
        .now()
        .grafanaUrl()
        .map(base -> Map.of("dashboard_url", DashboardLink.of(base.toString(), alert.instanceId())))
        .orElseGet(Map::of);
  }
}
