package dev.tocsin.notifier;

import dev.tocsin.testkit.deadletter.InMemoryDeadLetters;
import dev.tocsin.testkit.delivery.InMemoryBreakerStore;
import dev.tocsin.testkit.delivery.InMemoryDeliveries;
import dev.tocsin.testkit.delivery.InMemoryDeliveryBacklog;
import dev.tocsin.testkit.delivery.InMemoryEventOrders;
import dev.tocsin.testkit.delivery.InMemoryRateBudgets;
import dev.tocsin.testkit.delivery.InMemoryReceiverStatuses;
import dev.tocsin.testkit.outbox.InMemoryConsumedEvents;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import dev.tocsin.testkit.routing.InMemoryAcknowledgements;
import dev.tocsin.testkit.routing.InMemoryAlertEvents;
import dev.tocsin.testkit.routing.InMemoryConfigurationVersions;
import dev.tocsin.testkit.routing.InMemoryGroups;
import dev.tocsin.testkit.routing.InMemoryInhibitionSources;
import dev.tocsin.testkit.routing.InMemoryResponseTimers;
import dev.tocsin.testkit.routing.InMemoryRoutedAlerts;
import dev.tocsin.testkit.routing.InMemorySilences;

/** The ports of the notifier in memory. Contexts that are given the same ones share a store. */
public final class MemoryPorts {
  final InMemoryTransactions transactions = new InMemoryTransactions();
  final InMemoryConsumedEvents consumed = new InMemoryConsumedEvents(transactions);
  final InMemoryDeadLetters letters = new InMemoryDeadLetters(transactions);
  final InMemoryDeliveries deliveries = new InMemoryDeliveries(transactions);
  final InMemoryEventOrders orders = new InMemoryEventOrders(transactions);
  final InMemoryDeliveryBacklog backlog = new InMemoryDeliveryBacklog(deliveries);
  final InMemoryReceiverStatuses statuses = new InMemoryReceiverStatuses(transactions);
  final InMemoryBreakerStore breakers = new InMemoryBreakerStore(transactions);
  final InMemoryRateBudgets budgets = new InMemoryRateBudgets(transactions);
  final InMemoryConfigurationVersions versions = new InMemoryConfigurationVersions(transactions);
  final InMemorySilences silences = new InMemorySilences(transactions);
  final InMemoryRoutedAlerts alerts = new InMemoryRoutedAlerts(transactions);
  final InMemoryGroups groups = new InMemoryGroups(transactions, alerts);
  final InMemoryInhibitionSources sources = new InMemoryInhibitionSources(transactions, alerts);
  final InMemoryAlertEvents events = new InMemoryAlertEvents(transactions, alerts);
  final InMemoryResponseTimers responses = new InMemoryResponseTimers(transactions, alerts);
  final InMemoryAcknowledgements acknowledgements = new InMemoryAcknowledgements(transactions);

  public MemoryPorts() {
    groups.keep(deliveries::isToDecideOn);
  }
}
