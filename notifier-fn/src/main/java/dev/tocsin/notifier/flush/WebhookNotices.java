package dev.tocsin.notifier.flush;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.IntegrationSettings;
import dev.tocsin.routing.config.WebhookSettings;
import dev.tocsin.routing.webhook.WebhookPayload;
import jakarta.inject.Singleton;

/** Writes what webhooks get. */
@Singleton
class WebhookNotices implements NoticeWriter {
  @Override
  public Class<? extends IntegrationSettings> settings() {
    return WebhookSettings.class;
  }

  @Override
  public String body(Integration integration, Notice notice) {
    WebhookSettings webhook = (WebhookSettings) integration.settings();
    return new String(
        new WebhookPayload(
                integration.receiver(),
                notice.groupKey(),
                notice.groupLabels(),
                notice.route().labels(),
                notice.externalUrl(),
                webhook.maxAlerts(),
                notice.send(),
                notice.policy())
            .json(),
        UTF_8);
  }
}
