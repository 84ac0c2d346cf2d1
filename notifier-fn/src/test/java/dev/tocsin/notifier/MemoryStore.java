package dev.tocsin.notifier;

import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;
import dev.tocsin.store.PostgresTransactions;
import dev.tocsin.store.deadletter.PostgresDeadLetters;
import dev.tocsin.store.delivery.PostgresBreakerStore;
import dev.tocsin.store.delivery.PostgresDeliveries;
import dev.tocsin.store.outbox.PostgresConsumedEvents;
import dev.tocsin.store.outbox.PostgresOutbox;
import dev.tocsin.testkit.deadletter.InMemoryDeadLetters;
import dev.tocsin.testkit.delivery.InMemoryBreakerStore;
import dev.tocsin.testkit.delivery.InMemoryDeliveries;
import dev.tocsin.testkit.outbox.InMemoryConsumedEvents;
import dev.tocsin.testkit.outbox.InMemoryOutbox;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;

/** The store in memory, for contexts that ask for it. */
@Factory
@Requires(property = "test.store", value = "memory")
final class MemoryStore {
  static final Map<String, Object> PROPERTIES = Map.of("test.store", "memory");

  private final InMemoryTransactions transactions = new InMemoryTransactions();

  @Singleton
  @Replaces(PostgresTransactions.class)
  Transactions transactions() {
    return transactions;
  }

  @Singleton
  @Replaces(PostgresOutbox.class)
  Outbox outbox(UnsentLanes unsent) {
    return new InMemoryOutbox(transactions, unsent);
  }

  @Singleton
  @Replaces(PostgresConsumedEvents.class)
  ConsumedEvents consumed() {
    return new InMemoryConsumedEvents(transactions);
  }

  @Singleton
  @Replaces(PostgresDeadLetters.class)
  DeadLetters letters() {
    return new InMemoryDeadLetters(transactions);
  }

  @Singleton
  @Replaces(PostgresDeliveries.class)
  Deliveries deliveries() {
    return new InMemoryDeliveries(transactions);
  }

  @Singleton
  @Replaces(PostgresBreakerStore.class)
  BreakerStore breakers() {
    return new InMemoryBreakerStore(transactions);
  }
}
