package dev.tocsin.notifier;

import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.delivery.EventOrders;
import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;
import dev.tocsin.core.rate.RateBudgets;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.event.AlertEvents;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.testkit.outbox.InMemoryOutbox;
import dev.tocsin.testkit.routing.InMemoryGroups;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Primary;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The store in memory, for contexts that ask for it. */
@Factory
@Requires(property = "test.store", value = "memory")
public final class MemoryStore {
  public static final Map<String, Object> PROPERTIES = Map.of("test.store", "memory");

  private final MemoryPorts ports;

  /**
   * @param shared empty for a store of the context's own
   */
  MemoryStore(@Nullable MemoryPorts shared) {
    ports = shared == null ? new MemoryPorts() : shared;
  }

  @Singleton
  @Primary
  Transactions transactions() {
    return ports.transactions;
  }

  @Singleton
  @Primary
  Outbox outbox(UnsentLanes unsent) {
    return new InMemoryOutbox(ports.transactions, unsent);
  }

  @Singleton
  @Primary
  ConsumedEvents consumed() {
    return ports.consumed;
  }

  @Singleton
  @Primary
  DeadLetters letters() {
    return ports.letters;
  }

  @Singleton
  @Primary
  Deliveries deliveries() {
    return ports.deliveries;
  }

  @Singleton
  @Primary
  EventOrders orders() {
    return ports.orders;
  }

  @Singleton
  @Primary
  DeliveryBacklog backlog() {
    return ports.backlog;
  }

  @Singleton
  @Primary
  ReceiverStatuses statuses() {
    return ports.statuses;
  }

  @Singleton
  @Primary
  BreakerStore breakers() {
    return ports.breakers;
  }

  @Singleton
  @Primary
  RateBudgets budgets() {
    return ports.budgets;
  }

  @Singleton
  @Primary
  ConfigurationVersions versions() {
    return ports.versions;
  }

  @Singleton
  @Primary
  SilenceStore silences() {
    return ports.silences;
  }

  @Singleton
  @Primary
  RoutedAlerts alerts() {
    return ports.alerts;
  }

  /** The groups and their history. */
  @Singleton
  @Primary
  InMemoryGroups groups() {
    return ports.groups;
  }

  @Singleton
  @Primary
  InhibitionSources sources() {
    return ports.sources;
  }

  @Singleton
  @Primary
  AlertEvents events() {
    return ports.events;
  }

  @Singleton
  @Primary
  Acknowledgements acknowledgements() {
    return ports.acknowledgements;
  }

  @Singleton
  @Primary
  ResponseTimers responses() {
    return ports.responses;
  }
}
