package dev.tocsin.notifier.receiver;

import dev.tocsin.core.breaker.Breaker;
import dev.tocsin.core.breaker.BreakerStore;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.delivery.ReceiverStatus;
import dev.tocsin.core.delivery.ReceiverStatuses;
import dev.tocsin.notifier.deliver.Receiver;
import dev.tocsin.notifier.deliver.Receivers;
import dev.tocsin.notifier.routing.ActiveRouting;
import dev.tocsin.routing.config.Integration;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Lists the receivers of the configuration in force, and those that it has no longer but for which
 * deliveries wait.
 */
@Singleton
public class ListReceivers {
  private final ActiveRouting active;
  private final Receivers receivers;
  private final DeliveryBacklog backlog;
  private final ReceiverStatuses statuses;
  private final BreakerStore breakers;

  ListReceivers(
      ActiveRouting active,
      Receivers receivers,
      DeliveryBacklog backlog,
      ReceiverStatuses statuses,
      BreakerStore breakers) {
    this.active = active;
    this.receivers = receivers;
    this.backlog = backlog;
    this.statuses = statuses;
    this.breakers = breakers;
  }

  /** By name. */
  public List<ReceiverState> run() {
    Known known = new Known(backlog.waiting(), statuses.all(), breakers.all());
    SortedMap<String, Set<String>> keys = configured();
    Set<String> others = new TreeSet<>(known.waiting().keySet());
    known.statuses().keySet().stream()
        .filter(key -> receivers.find(key).isPresent())
        .forEach(others::add);
    others.forEach(key -> keys.computeIfAbsent(receiverOf(key), name -> new TreeSet<>()).add(key));
    return keys.entrySet().stream()
        .map(entry ->
            new ReceiverState(
                entry.getKey(), entry.getValue().stream().map(key -> state(key, known)).toList()))
        .toList();
  }

  /** The keys of the integrations of a receiver; the name itself where there is none. */
  public Set<String> keysOf(String receiver) {
    Set<String> keys = configured().get(receiver);
    return keys == null || keys.isEmpty() ? Set.of(receiver) : keys;
  }

  private SortedMap<String, Set<String>> configured() {
    SortedMap<String, Set<String>> keys = new TreeMap<>();
    active
        .now()
        .configuration()
        .receivers()
        .forEach((name, receiver) -> {
          Set<String> own = new TreeSet<>();
          receiver.integrations().stream().map(Integration::key).forEach(own::add);
          keys.put(name, own);
        });
    return keys;
  }

  /** What is known of receivers, by their keys. */
  private record Known(
      Map<String, Integer> waiting,
      Map<String, ReceiverStatus> statuses,
      Map<Destination, Breaker> breakers) {}

  private ReceiverState.AtIntegration state(String key, Known known) {
    Optional<Destination> destination = receivers.find(key).map(Receiver::destination);
    return new ReceiverState.AtIntegration(
        key,
        destination,
        destination
            .flatMap(place -> Optional.ofNullable(known.breakers().get(place)))
            .orElse(Breaker.NEW),
        Optional.ofNullable(known.waiting().get(key)).orElse(0),
        Optional.ofNullable(known.statuses().get(key)));
  }

  /** {@code team-db} of {@code team-db/webhook[0]}. */
  private static String receiverOf(String key) {
    int end = key.lastIndexOf('/');
    return end < 0 ? key : key.substring(0, end);
  }
}
