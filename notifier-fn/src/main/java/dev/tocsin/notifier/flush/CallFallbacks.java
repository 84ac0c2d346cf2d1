package dev.tocsin.notifier.flush;

import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.delivery.DeliveryBacklog.Filter;
import dev.tocsin.core.delivery.DeliveryBacklog.Standing;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.notifier.deliver.Fallbacks;
import dev.tocsin.notifier.deliver.Receiver;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.routing.group.Groups;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Has groups flushed at once for which a fallback receiver now stands in. */
@Singleton
class CallFallbacks implements Fallbacks {
  private static final int PAGE = 500;

  private final ActiveRouting active;
  private final DeliveryBacklog backlog;
  private final Groups groups;
  private final LongBroken longBroken;

  CallFallbacks(
      ActiveRouting active, DeliveryBacklog backlog, Groups groups, LongBroken longBroken) {
    this.active = active;
    this.backlog = backlog;
    this.groups = groups;
    this.longBroken = longBroken;
  }

  /** Those whose delivery is the first in a row to die: one after another would flush for ever. */
  @Override
  public void died(Collection<Delivery> dead, Instant now) {
    Routing routing = active.now();
    Map<GroupIntegration, Long> flushes = new HashMap<>();
    dead.stream()
        .filter(delivery -> routing.hasFallback(delivery.receiver()))
        .forEach(delivery ->
            delivery
                .flush()
                .ifPresent(flush ->
                    flushes.put(
                        new GroupIntegration(flush.group(), delivery.receiver()), flush.flush())));
    Set<GroupIntegration> before = backlog.dying(flushes);
    groups.flushNow(
        flushes.keySet().stream()
            .filter(key -> !before.contains(key))
            .map(GroupIntegration::group)
            .collect(Collectors.toSet()),
        now);
  }

  /** Those whose delivery waits since before its destination was away for long. */
  @Override
  public void heldBack(Receiver receiver, Instant now) {
    Optional<Instant> from =
        Optional.of(active.now())
            .filter(routing -> routing.hasFallback(receiver.name()))
            .flatMap(routing -> longBroken.from(receiver))
            .filter(time -> !time.isAfter(now));
    if (from.isEmpty()) {
      return;
    }
    Filter filter = new Filter(Optional.of(Standing.WAITING), Set.of(receiver.name()));
    OptionalLong before = OptionalLong.empty();
    List<Delivery> page;
    do {
      page = backlog.page(filter, before, PAGE);
      groups.flushNow(held(page, from.get()), now);
      before = page.isEmpty() ? before : OptionalLong.of(page.getLast().arrival());
    } while (page.size() == PAGE);
  }

  private static Set<UUID> held(List<Delivery> page, Instant from) {
    return page.stream()
        .filter(delivery -> delivery.created().isBefore(from))
        .flatMap(delivery -> delivery.flush().stream())
        .map(GroupFlush::group)
        .collect(Collectors.toSet());
  }
}
