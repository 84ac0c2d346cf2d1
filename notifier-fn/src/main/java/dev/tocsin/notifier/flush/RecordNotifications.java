package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupNotice;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.notifier.deliver.GroupNotifications;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.group.Groups;
import dev.tocsin.routing.group.Leaving;
import dev.tocsin.routing.group.Notified;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Keeps what integrations accepted, and lets resolved alerts leave their groups. */
@Singleton
class RecordNotifications implements GroupNotifications {
  private final Groups groups;
  private final Deliveries deliveries;

  RecordNotifications(Groups groups, Deliveries deliveries) {
    this.groups = groups;
    this.deliveries = deliveries;
  }

  @Override
  public void accepted(Collection<Delivery> accepted, Instant now) {
    Map<UUID, Map<String, NotificationLog>> logs = groups.logs(groupsOf(accepted), now);
    List<Notified> notified = new ArrayList<>();
    List<Leaving> leaving = new ArrayList<>();
    for (Delivery delivery : accepted) {
      delivery
          .flush()
          .ifPresent(flush -> {
            Optional<NotificationLog> known =
                Optional.ofNullable(
                    logs.getOrDefault(flush.group(), Map.of()).get(delivery.receiver()));
            notified.add(notified(flush, delivery.receiver(), known, countedAt(delivery, now)));
            leaving.addAll(leaving(flush));
          });
    }
    groups.log(notified);
    groups.leave(unlessOthersAreToBeNotified(leaving, now));
  }

  /**
   * A resolved alert stays until each integration that may know it as firing was notified of its
   * end: one whose delivery is under way, and one that has refused its last.
   */
  private List<Leaving> unlessOthersAreToBeNotified(List<Leaving> leaving, Instant now) {
    List<UUID> ids = leaving.stream().map(Leaving::group).distinct().toList();
    Set<UUID> waiting = deliveries.waitingGroups(ids);
    Map<UUID, Set<Fingerprint>> open = groups.open(ids, now);
    return leaving.stream()
        .filter(alert -> !waiting.contains(alert.group()))
        .filter(alert -> !open.getOrDefault(alert.group(), Set.of()).contains(alert.alert()))
        .toList();
  }

  /**
   * From when the next repetition counts: from the flush, so that the time of one request does not
   * decide it; from the delivery, where attempts had failed before.
   */
  private static Instant countedAt(Delivery delivery, Instant now) {
    return delivery.attempts() == 0 ? delivery.dueAt() : now;
  }

  private static List<UUID> groupsOf(Collection<Delivery> deliveries) {
    return deliveries.stream()
        .flatMap(delivery -> delivery.flush().stream())
        .map(GroupFlush::group)
        .distinct()
        .toList();
  }

  private static Notified notified(
      GroupFlush flush, String integration, Optional<NotificationLog> known, Instant now) {
    GroupNotice said = flush.notice();
    return new Notified(
        flush.group(),
        integration,
        new NotificationLog(said.firing(), said.resolved(), open(said, known), now),
        now.plus(said.keptFor()));
  }

  /** Another delivery may have been accepted since this one was made. */
  private static Set<Fingerprint> open(GroupNotice said, Optional<NotificationLog> known) {
    Set<Fingerprint> open = new HashSet<>(said.open());
    known.ifPresent(log -> open.addAll(log.open()));
    open.removeAll(said.resolved());
    return open;
  }

  private static List<Leaving> leaving(GroupFlush flush) {
    return flush.leaving().entrySet().stream()
        .map(alert -> new Leaving(flush.group(), alert.getKey(), alert.getValue()))
        .toList();
  }
}
