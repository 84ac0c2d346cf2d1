package dev.tocsin.notifier.send;

import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.routing.config.IntegrationSettings;
import dev.tocsin.routing.config.NotificationServiceSettings;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** Opens the notification service. */
@Singleton
class NotificationServiceKind implements IntegrationKind {
  private final BeanProvider<HttpCall> http;
  private final ApprovalLinks links;
  private final NotifierConfiguration configuration;
  private final InstantSource clock;

  NotificationServiceKind(
      BeanProvider<HttpCall> http,
      ApprovalLinks links,
      NotifierConfiguration configuration,
      InstantSource clock) {
    this.http = http;
    this.links = links;
    this.configuration = configuration;
    this.clock = clock;
  }

  @Override
  public Class<? extends IntegrationSettings> settings() {
    return NotificationServiceSettings.class;
  }

  @Override
  public OpenReceiver open(ConfiguredIntegration configured) {
    return new NotificationService(
        configured.integration().key(), http.get(), links, configuration.alertsUrl(), clock);
  }
}
