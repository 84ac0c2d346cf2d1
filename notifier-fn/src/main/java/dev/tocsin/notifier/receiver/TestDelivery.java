package dev.tocsin.notifier.receiver;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupNotice;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.identity.IdSource;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.flush.FlushSettings;
import dev.tocsin.notifier.flush.Notice;
import dev.tocsin.notifier.flush.Notices;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.flush.Send;
import dev.tocsin.routing.flush.SendReason;
import dev.tocsin.routing.flush.Status;
import dev.tocsin.routing.route.Route;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Makes deliveries of an alert that there is not. They are sent, and kept nowhere. */
@Singleton
class TestDelivery {
  private final Notices notices;
  private final FlushSettings settings;
  private final IdSource ids;

  TestDelivery(Notices notices, FlushSettings settings, IdSource ids) {
    this.notices = notices;
    this.settings = settings;
    this.ids = ids;
  }

  /**
   * The delivery of a test.
   *
   * @param author who asked for it
   * @return empty when integrations of this kind are sent no groups
   */
  Optional<Delivery> of(Integration integration, Route root, String author, Instant now) {
    Alert alert = alert(integration.receiver(), author, now);
    Set<Fingerprint> firing = Set.of(alert.fingerprint());
    Send send =
        new Send(
            SendReason.FIRST_NOTIFICATION,
            Status.FIRING,
            List.of(alert),
            List.of(),
            new NotificationLog(firing, Set.of(), firing, now));
    Notice notice =
        new Notice(root, alert.labels(), send, settings.policy(), settings.externalUrl());
    GroupNotice opened = new GroupNotice(firing, Set.of(), firing, Duration.ZERO);
    return notices
        .body(integration, notice)
        .map(body ->
            new Delivery(
                ids.next(),
                new GroupFlush(ids.next(), 1, integration.sendResolved(), opened, Map.of()),
                integration.key(),
                Reason.READY,
                0,
                body,
                now,
                now,
                now,
                0,
                0,
                ""));
  }

  private static Alert alert(String receiver, String author, Instant now) {
    Labels labels =
        Labels.of("alertname", "TestNotification", "receiver", receiver, "tocsin_test", "true");
    return new Alert(
        labels,
        labels.fingerprint(),
        Map.of(
            "summary",
            "This is a test of the receiver %s, asked for by %s. There is no alert."
                .formatted(receiver, author)),
        now,
        Optional.empty(),
        now,
        false,
        "",
        AlertSource.API);
  }
}
