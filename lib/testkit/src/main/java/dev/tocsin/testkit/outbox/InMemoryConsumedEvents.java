package dev.tocsin.testkit.outbox;

import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.QueueName;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Taken events in memory. */
public final class InMemoryConsumedEvents implements ConsumedEvents {
  private final InMemoryTransactions transactions;
  private Set<Key> taken = new HashSet<>();

  public InMemoryConsumedEvents(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Set<Key> copy = new HashSet<>(taken);
      return () -> taken = copy;
    });
  }

  @Override
  public Set<UUID> take(QueueName consumer, Collection<UUID> eventIds, Instant now) {
    return transactions.inOne(() ->
        eventIds.stream()
            .filter(id -> taken.add(new Key(consumer, id)))
            .collect(Collectors.toSet()));
  }

  private record Key(QueueName consumer, UUID id) {}
}
