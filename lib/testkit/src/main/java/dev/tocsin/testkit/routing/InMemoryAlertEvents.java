package dev.tocsin.testkit.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.event.AlertChanges;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** What happened to alerts, in memory. */
public final class InMemoryAlertEvents implements AlertEvents {
  private static final Comparator<AlertEvent> NEWEST =
      Comparator.comparing(AlertEvent::at).thenComparing(AlertEvent::kind).reversed();

  private final InMemoryTransactions transactions;
  private List<AlertEvent> events = new ArrayList<>();

  /**
   * @param alerts those whose time-outs are added when they are forgotten
   */
  public InMemoryAlertEvents(InMemoryTransactions transactions, InMemoryRoutedAlerts alerts) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      List<AlertEvent> before = new ArrayList<>(events);
      return () -> events = before;
    });
    alerts.whenForgotten(
        alert -> append(AlertChanges.timeOut(alert, Instant.MAX).stream().toList()));
  }

  @Override
  public void append(Collection<AlertEvent> added) {
    transactions.run(() ->
        added.stream()
            .filter(event -> events.stream().noneMatch(known -> isSame(known, event)))
            .forEach(events::add));
  }

  private static boolean isSame(AlertEvent left, AlertEvent right) {
    return left.labels().equals(right.labels())
        && left.at().equals(right.at())
        && left.kind() == right.kind();
  }

  @Override
  public List<AlertEvent> of(Fingerprint alert, Instant before, int limit) {
    return transactions.inOne(() ->
        events.stream()
            .filter(event -> event.fingerprint().equals(alert))
            .filter(event -> event.at().isBefore(before))
            .sorted(NEWEST)
            .limit(limit)
            .toList());
  }
}
