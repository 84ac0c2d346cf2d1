package dev.tocsin.notifier.send.webhook;

import dev.tocsin.notifier.send.ConfiguredIntegration;
import dev.tocsin.notifier.send.IntegrationKind;
import dev.tocsin.notifier.send.http.HttpContext;
import dev.tocsin.routing.config.IntegrationSettings;
import dev.tocsin.routing.config.WebhookSettings;
import jakarta.inject.Singleton;

/** Opens webhooks. */
@Singleton
class WebhookKind implements IntegrationKind {
  private final HttpContext context;

  WebhookKind(HttpContext context) {
    this.context = context;
  }

  @Override
  public Class<? extends IntegrationSettings> settings() {
    return WebhookSettings.class;
  }

  @Override
  public OpenReceiver open(ConfiguredIntegration configured) {
    return new WebhookReceiver(
        configured.integration().key(),
        (WebhookSettings) configured.integration().settings(),
        configured.origin(),
        context);
  }
}
