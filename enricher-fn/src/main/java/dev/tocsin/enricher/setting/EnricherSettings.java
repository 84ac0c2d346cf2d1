package dev.tocsin.enricher.setting;

import dev.tocsin.core.setting.Settings;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The settings of the enricher.
 *
 * @param budget how long all sources together may take for an alert
 * @param sourceTimeout how long a single one may take
 * @param lease how long whoever asks for an alert has to keep the answers
 * @param dashboardUrl Grafana's address; without one, alerts get no dashboard link
 */
@ConfigurationProperties("tocsin.enricher")
public record EnricherSettings(
    @Bindable(defaultValue = "2s") Duration budget,
    @Bindable(defaultValue = "1s") Duration sourceTimeout,
    @Bindable(defaultValue = "30s") Duration lease,
    @Nullable String dashboardUrl) {
  public EnricherSettings {
    positive("budget", budget);
    positive("source-timeout", sourceTimeout);
    if (lease.compareTo(budget.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "tocsin.enricher.lease is %s; it must be at least twice the budget of %s"
              .formatted(lease, budget));
    }
    if (dashboardUrl != null) {
      address(dashboardUrl);
    }
  }

  /** What holds where no file of settings says otherwise. */
  Settings deployment() {
    return Settings.DEFAULT.withGrafanaUrl(Optional.ofNullable(dashboardUrl).map(URI::create));
  }

  private static void positive(String name, Duration value) {
    if (value.isNegative() || value.isZero()) {
      throw new IllegalArgumentException(
          "tocsin.enricher.%s is %s; it must be longer than 0".formatted(name, value));
    }
  }

  private static void address(String url) {
    URI address = URI.create(url);
    boolean http = "http".equals(address.getScheme()) || "https".equals(address.getScheme());
    if (!http || address.getHost() == null || address.getRawQuery() != null) {
      throw new IllegalArgumentException(
          "tocsin.enricher.dashboard-url is \"%s\"; it must be an http or https address"
              .formatted(url));
    }
  }
}
