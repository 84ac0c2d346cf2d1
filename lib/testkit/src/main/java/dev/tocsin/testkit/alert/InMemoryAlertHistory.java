package dev.tocsin.testkit.alert;

import dev.tocsin.engine.alert.AlertEvent;
import dev.tocsin.engine.alert.AlertHistory;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/** The history in memory. */
final class InMemoryAlertHistory implements AlertHistory {
  private final InMemoryTransactions transactions;
  private List<AlertEvent> events = new ArrayList<>();

  InMemoryAlertHistory(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      List<AlertEvent> copy = new ArrayList<>(events);
      return () -> events = copy;
    });
  }

  @Override
  public void append(Collection<AlertEvent> more) {
    transactions.inOne(() -> events.addAll(more));
  }

  @Override
  public List<AlertEvent> of(UUID alertId) {
    return transactions.inOne(() ->
        events.stream()
            .filter(event -> event.alertId().equals(alertId))
            .sorted(Comparator.comparingLong(AlertEvent::seq).thenComparing(AlertEvent::recordedAt))
            .toList());
  }
}
