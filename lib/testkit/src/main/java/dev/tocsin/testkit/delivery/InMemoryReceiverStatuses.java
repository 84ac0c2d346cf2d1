package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** The last success and failure of each receiver in memory. */
public final class InMemoryReceiverStatuses implements ReceiverStatuses {
  private final InMemoryTransactions transactions;
  private Map<String, ReceiverStatus> statuses = new TreeMap<>();

  public InMemoryReceiverStatuses(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<String, ReceiverStatus> copy = new TreeMap<>(statuses);
      return () -> statuses = copy;
    });
  }

  @Override
  public void save(Collection<ReceiverStatus> news) {
    transactions.run(() ->
        news.forEach(status -> statuses.merge(status.receiver(), status, ReceiverStatus::and)));
  }

  @Override
  public Map<String, ReceiverStatus> all() {
    return transactions.inOne(() -> new TreeMap<>(statuses));
  }
}
