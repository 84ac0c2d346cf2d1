package dev.tocsin.notifier.receiver;

import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Notification;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.notifier.flush.Notice;
import dev.tocsin.notifier.flush.NoticeWriter;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.config.IntegrationSettings;
import dev.tocsin.routing.config.NotificationServiceSettings;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * Writes tests for the notification service, as the firing of a rule that there is not. All else
 * that it gets are events, whose bodies are written when they happen.
 */
@Singleton
class TestEvent implements NoticeWriter {
  private static final String RULE = "tocsin_test";

  private final ObjectMapper json;
  private final IdSource ids;

  TestEvent(ObjectMapper json, IdSource ids) {
    this.json = json;
    this.ids = ids;
  }

  @Override
  public Class<? extends IntegrationSettings> settings() {
    return NotificationServiceSettings.class;
  }

  @Override
  public String body(Integration integration, Notice notice) {
    try {
      return json.writeValueAsString(notification(notice.send().alerts().getFirst()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write a test of " + integration.key(), e);
    }
  }

  private Notification notification(Alert alert) {
    return new Notification(
        ids.next(),
        alert.labels().get("alertname"),
        "low",
        RULE,
        "🧪 " + String.join("\n", alert.annotations().values()),
        null,
        null,
        null,
        Rfc3339.format(alert.startsAt()),
        alert.labels().asMap(),
        1,
        Kind.FIRING.code(),
        RULE,
        alert.fingerprint().toString(),
        alert.fingerprint().toString(),
        null,
        null,
        null,
        alert.annotations(),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }
}
