package dev.tocsin.testkit.routing;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.routing.inhibition.SourceKey;
import dev.tocsin.routing.inhibition.TargetKey;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Sources of inhibition in memory. */
public final class InMemoryInhibitionSources implements InhibitionSources {
  private final InMemoryTransactions transactions;
  private final RoutedAlerts alerts;
  private Map<Fingerprint, Set<SourceKey>> sources = new HashMap<>();

  public InMemoryInhibitionSources(InMemoryTransactions transactions, RoutedAlerts alerts) {
    this.transactions = transactions;
    this.alerts = alerts;
    transactions.enlist(() -> {
      Map<Fingerprint, Set<SourceKey>> before = new HashMap<>(sources);
      return () -> sources = before;
    });
  }

  @Override
  public void save(Map<Fingerprint, List<SourceKey>> keys) {
    transactions.run(() -> keys.forEach((alert, own) -> sources.put(alert, Set.copyOf(own))));
  }

  @Override
  public void clear() {
    transactions.run(sources::clear);
  }

  @Override
  public Map<TargetKey, List<Alert>> find(Collection<TargetKey> keys, Instant now) {
    return transactions.inOne(() ->
        new HashSet<>(keys)
            .stream()
                .collect(Collectors.toMap(key -> key, key -> firing(key, now)))
                .entrySet()
                .stream()
                .filter(entry -> !entry.getValue().isEmpty())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private List<Alert> firing(TargetKey key, Instant now) {
    List<Fingerprint> muting =
        sources.entrySet().stream()
            .filter(source -> source.getValue().stream().anyMatch(own -> mutes(own, key)))
            .map(Map.Entry::getKey)
            .toList();
    return alerts.find(muting).values().stream().filter(alert -> !alert.isResolvedAt(now)).toList();
  }

  private static boolean mutes(SourceKey source, TargetKey target) {
    return source.rule() == target.rule()
        && source.equalHash() == target.equalHash()
        && !(source.matchesTargetToo() && target.matchesSourceToo());
  }
}
