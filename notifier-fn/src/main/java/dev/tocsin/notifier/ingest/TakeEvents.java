package dev.tocsin.notifier.ingest;

import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.core.delivery.Notification;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.notifier.alert.UpdateAlerts;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.notifier.routing.Routing;
import dev.tocsin.notifier.wake.DispatchWakeUp;
import dev.tocsin.platform.queue.EventConsumer;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import dev.tocsin.platform.queue.MessageDecoder.Numbering;
import dev.tocsin.routing.alert.Alert;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Takes in events of rules' alerts: they change the routed alerts, and wait for a flush where every
 * event is wanted.
 */
@Singleton
public class TakeEvents implements EventConsumer.UseCase {
  private final EventOrders orders;
  private final ActiveRouting active;
  private final UpdateAlerts update;
  private final HoldEvents hold;
  private final DispatchWakeUp wakeUp;

  TakeEvents(
      EventOrders orders,
      ActiveRouting active,
      UpdateAlerts update,
      HoldEvents hold,
      DispatchWakeUp wakeUp) {
    this.orders = orders;
    this.active = active;
    this.update = update;
    this.hold = hold;
    this.wakeUp = wakeUp;
  }

  @Override
  public void apply(Decoded fresh, Instant now) {
    List<Numbering> unreadable =
        fresh.unreadable().stream().flatMap(event -> event.numbering().stream()).toList();
    take(fresh.events(), unreadable, now);
  }

  /**
   * Takes events within the caller's transaction.
   *
   * @param unreadable the numbers of those that nothing is known of; their successors do not wait
   */
  void take(List<Message> events, List<Numbering> unreadable, Instant now) {
    Map<Fingerprint, Set<Long>> numbers = numbers(events, unreadable);
    if (numbers.isEmpty()) {
      return;
    }
    Map<Fingerprint, EventOrder> before = orders.lock(numbers.keySet());
    Map<Fingerprint, EventOrder> after = new HashMap<>();
    before.forEach((fingerprint, order) ->
        after.put(fingerprint, order.with(numbers.getOrDefault(fingerprint, Set.of()))));
    Routing routing = active.held();
    HeldEvents held = hold.of(events, after, routing, now);
    update.run(alerts(events, before, now), held.calls(), routing, now);
    orders.save(hold.run(held, before, routing, now), now);
    wakeUp.onceCommitted();
  }

  /** By fingerprint the numbers of the evaluator's events; none where only others speak. */
  private static Map<Fingerprint, Set<Long>> numbers(
      List<Message> events, List<Numbering> unreadable) {
    Map<Fingerprint, Set<Long>> numbers = new HashMap<>();
    for (Message event : events) {
      Set<Long> known =
          numbers.computeIfAbsent(
              Fingerprint.parse(event.alert().fingerprint()), key -> new HashSet<>());
      if (Notification.kind(event).numbered()) {
        known.add(event.seq());
      }
    }
    for (Numbering event : unreadable) {
      numbers.computeIfAbsent(event.fingerprint(), key -> new HashSet<>()).add(event.seq());
    }
    return numbers;
  }

  /** What the newest events say; an event older than one that came before changes no alert. */
  private static List<Alert> alerts(
      List<Message> events, Map<Fingerprint, EventOrder> before, Instant now) {
    List<Alert> alerts = new ArrayList<>();
    events.stream()
        .filter(AlertChanged.class::isInstance)
        .map(AlertChanged.class::cast)
        .filter(event -> {
          Fingerprint fingerprint = Fingerprint.parse(event.alert().fingerprint());
          EventOrder order = before.getOrDefault(fingerprint, EventOrder.start(fingerprint));
          return event.seq() >= order.newest();
        })
        .sorted(Comparator.comparingLong(AlertChanged::seq))
        .forEach(event -> alerts.add(RuleAlert.after(event, now)));
    return alerts;
  }
}
