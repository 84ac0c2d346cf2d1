package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.GroupNotice;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.config.NotifierConfiguration;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.config.Integration;
import dev.tocsin.routing.flush.Flush;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.flush.Send;
import dev.tocsin.routing.route.Route;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** Makes deliveries of what a flush decided to send: what is sent is fixed here. */
@Singleton
class GroupDeliveryFactory {
  private final Notices notices;
  private final FlushSettings settings;
  private final NotifierConfiguration configuration;

  GroupDeliveryFactory(
      Notices notices, FlushSettings settings, NotifierConfiguration configuration) {
    this.notices = notices;
    this.settings = settings;
    this.configuration = configuration;
  }

  Delivery of(
      DecidedFlush decided,
      Integration integration,
      Send send,
      GroupDeliverySequence.Entry entry,
      Instant now) {
    Flush flush = decided.flush();
    UUID id = new GroupIntegration(flush.group(), integration.key()).deliveryOf(flush.number());
    return new Delivery(
        id,
        new GroupFlush(
            flush.group(),
            flush.number(),
            integration.sendResolved(),
            notice(send.log(), flush.route()),
            leaving(decided)),
        integration.key(),
        entry.reason(),
        flush.number(),
        body(flush, integration, send),
        now,
        entry.place().orElse(flush.countedAt()),
        now.plus(configuration.sending().deadline()),
        0,
        0,
        "");
  }

  private String body(Flush flush, Integration integration, Send send) {
    return notices
        .body(
            integration,
            new Notice(
                flush.route(),
                flush.groupLabels(),
                send,
                settings.policy(),
                settings.externalUrl()))
        .orElseThrow(
            () -> new IllegalStateException("nothing writes for integration " + integration.key()));
  }

  private GroupNotice notice(NotificationLog log, Route route) {
    return new GroupNotice(
        log.firing(), log.resolved(), log.open(), settings.keptFor(route.repeatInterval()));
  }

  private static Map<Fingerprint, Instant> leaving(DecidedFlush decided) {
    Map<Fingerprint, Instant> leaving = new HashMap<>();
    for (Alert alert : decided.outcome().departures().resolved()) {
      leaving.put(alert.fingerprint(), alert.updatedAt());
    }
    return leaving;
  }
}
