package dev.tocsin.testkit.routing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.response.ResponseTimer;
import dev.tocsin.routing.response.ResponseTimers;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Awaited reactions in memory. */
public final class InMemoryResponseTimers implements ResponseTimers {
  private final InMemoryTransactions transactions;
  private final InMemoryRoutedAlerts alerts;
  private Map<Fingerprint, ResponseTimer> timers = new HashMap<>();

  public InMemoryResponseTimers(InMemoryTransactions transactions, InMemoryRoutedAlerts alerts) {
    this.transactions = transactions;
    this.alerts = alerts;
    transactions.enlist(() -> {
      Map<Fingerprint, ResponseTimer> before = new HashMap<>(timers);
      return () -> timers = before;
    });
  }

  @Override
  public void save(Collection<ResponseTimer> saved) {
    transactions.run(() -> saved.forEach(timer -> timers.put(timer.alert(), timer)));
  }

  @Override
  public void remove(Collection<Fingerprint> removed) {
    transactions.run(() -> timers.keySet().removeAll(new HashSet<>(removed)));
  }

  @Override
  public void lookAt(Collection<Fingerprint> wanted, Instant at) {
    transactions.run(() ->
        wanted.forEach(alert ->
            timers.computeIfPresent(
                alert, (known, timer) -> ResponseTimer.waiting(known, timer.since(), at))));
  }

  @Override
  public void lookAtAll(Instant at) {
    transactions.run(() ->
        timers.replaceAll((alert, timer) ->
            timer.lookAt().filter(planned -> !planned.isAfter(at)).isPresent()
                ? timer
                : new ResponseTimer(alert, timer.since(), Optional.of(at), timer.overdueAt())));
  }

  @Override
  public List<Fingerprint> due(int limit, Instant now) {
    return transactions.inOne(() ->
        timers.values().stream()
            .filter(timer -> timer.lookAt().filter(at -> !at.isAfter(now)).isPresent())
            .sorted(Comparator.comparing(timer -> timer.lookAt().orElseThrow()))
            .limit(limit)
            .map(ResponseTimer::alert)
            .toList());
  }

  @Override
  public Optional<Instant> nextDue(Instant within) {
    return transactions.inOne(() ->
        timers.values().stream()
            .flatMap(timer -> timer.lookAt().stream())
            .filter(at -> !at.isAfter(within))
            .min(Comparator.naturalOrder()));
  }

  @Override
  public Map<Fingerprint, ResponseTimer> find(Collection<Fingerprint> wanted) {
    return transactions.inOne(() ->
        new HashSet<>(wanted)
            .stream()
                .flatMap(alert -> Optional.ofNullable(timers.get(alert)).stream())
                .collect(toMap(ResponseTimer::alert, identity())));
  }

  @Override
  public int countOverdue(Instant now) {
    return transactions.inOne(() ->
        Math.toIntExact(
            timers.values().stream()
                .filter(timer -> timer.overdueAt().isPresent())
                .flatMap(this::alert)
                .filter(alert -> !alert.isResolvedAt(now))
                .count()));
  }

  @Override
  public int forget(Instant endedBefore) {
    return transactions.inOne(() -> {
      List<Fingerprint> over =
          timers.values().stream()
              .filter(timer -> timer.since().isBefore(endedBefore))
              .filter(timer ->
                  alert(timer)
                      .allMatch(alert ->
                          alert.endsAt().filter(end -> end.isBefore(endedBefore)).isPresent()))
              .map(ResponseTimer::alert)
              .toList();
      over.forEach(timers::remove);
      return over.size();
    });
  }

  private Stream<Alert> alert(ResponseTimer timer) {
    return alerts.find(List.of(timer.alert())).values().stream();
  }
}
