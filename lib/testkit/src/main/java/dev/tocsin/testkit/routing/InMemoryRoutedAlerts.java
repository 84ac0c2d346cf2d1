package dev.tocsin.testkit.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.alert.RoutedAlertsChanged;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Alerts in memory. */
public final class InMemoryRoutedAlerts implements RoutedAlerts {
  private final InMemoryTransactions transactions;
  private Map<Fingerprint, Alert> alerts = new TreeMap<>();
  private Predicate<Fingerprint> isInGroup = alert -> false;
  private Consumer<Alert> forgotten = alert -> {};

  public InMemoryRoutedAlerts(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<Fingerprint, Alert> before = new TreeMap<>(alerts);
      return () -> alerts = before;
    });
  }

  /** Gives the groups beside it, whose members are not forgotten. */
  void keep(Predicate<Fingerprint> members) {
    isInGroup = members;
  }

  /** Gives what is done with alerts that are forgotten. */
  void whenForgotten(Consumer<Alert> action) {
    forgotten = action;
  }

  @Override
  public Map<Fingerprint, Alert> lock(Collection<Fingerprint> fingerprints) {
    return find(fingerprints);
  }

  @Override
  public void save(Collection<Alert> changed, Collection<Fingerprint> known) {
    transactions.run(() -> {
      List<Alert> saved =
          changed.stream()
              .filter(alert ->
                  known.contains(alert.fingerprint()) == alerts.containsKey(alert.fingerprint()))
              .toList();
      if (saved.size() < changed.size()) {
        throw new RoutedAlertsChanged(changed.size(), saved.size());
      }
      saved.forEach(alert -> alerts.put(alert.fingerprint(), alert));
    });
  }

  @Override
  public List<Alert> all() {
    return transactions.inOne(() -> List.copyOf(alerts.values()));
  }

  /** As PostgreSQL orders fingerprints: as numbers with a sign. */
  @Override
  public List<Alert> after(Optional<Fingerprint> place, int limit) {
    return transactions.inOne(() ->
        alerts.values().stream()
            .filter(alert ->
                place.filter(from -> alert.fingerprint().value() <= from.value()).isEmpty())
            .sorted(Comparator.comparingLong(alert -> alert.fingerprint().value()))
            .limit(limit)
            .toList());
  }

  @Override
  public List<Alert> active(Instant now) {
    return transactions.inOne(
        () -> alerts.values().stream().filter(alert -> !alert.isResolvedAt(now)).toList());
  }

  @Override
  public Map<Fingerprint, Alert> find(Collection<Fingerprint> fingerprints) {
    Set<Fingerprint> wanted = new HashSet<>(fingerprints);
    return transactions.inOne(() ->
        wanted.stream()
            .filter(alerts::containsKey)
            .collect(Collectors.toMap(fingerprint -> fingerprint, alerts::get)));
  }

  @Override
  public int forget(Instant endedBefore, int limit) {
    return transactions.inOne(() -> {
      List<Fingerprint> ended =
          alerts.values().stream()
              .filter(alert -> alert.endsAt().filter(end -> end.isBefore(endedBefore)).isPresent())
              .map(Alert::fingerprint)
              .filter(isInGroup.negate())
              .limit(limit)
              .toList();
      ended.forEach(alert -> Optional.ofNullable(alerts.remove(alert)).ifPresent(forgotten));
      return ended.size();
    });
  }
}
