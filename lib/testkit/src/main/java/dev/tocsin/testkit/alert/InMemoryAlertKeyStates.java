package dev.tocsin.testkit.alert;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.engine.alert.AlertKeyRow;
import dev.tocsin.engine.alert.AlertKeyStates;
import dev.tocsin.engine.alert.AlertKeysChanged;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Keys in memory. */
final class InMemoryAlertKeyStates implements AlertKeyStates {
  private final InMemoryTransactions transactions;
  private NavigableMap<Fingerprint, AlertKeyRow> rows = new TreeMap<>();
  private long firstVersion;

  InMemoryAlertKeyStates(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      NavigableMap<Fingerprint, AlertKeyRow> copy = new TreeMap<>(rows);
      return () -> rows = copy;
    });
  }

  @Override
  public Map<Fingerprint, AlertKeyRow> load(Collection<Fingerprint> keys) {
    Set<Fingerprint> wanted = Set.copyOf(keys);
    return where(row -> wanted.contains(row.fingerprint())).stream()
        .collect(Collectors.toMap(AlertKeyRow::fingerprint, Function.identity()));
  }

  @Override
  public void save(Collection<AlertKeyRow> changed) {
    transactions.run(() -> {
      requireStored(changed);
      for (AlertKeyRow row : changed) {
        long version = row.version() == 0 ? nextFirstVersion() : row.version() + 1;
        rows.put(row.fingerprint(), row.withVersion(version));
      }
    });
  }

  @Override
  public void forget(Collection<AlertKeyRow> loaded) {
    transactions.run(() -> {
      requireStored(loaded);
      loaded.forEach(row -> rows.remove(row.fingerprint()));
    });
  }

  private void requireStored(Collection<AlertKeyRow> loaded) {
    long stored =
        loaded.stream().filter(row -> version(row.fingerprint()) == row.version()).count();
    if (stored < loaded.size()) {
      throw new AlertKeysChanged(loaded.size(), stored);
    }
  }

  private long version(Fingerprint key) {
    AlertKeyRow row = rows.get(key);
    return row == null ? 0 : row.version();
  }

  /** So far from those before that no row reaches it by its changes. */
  private long nextFirstVersion() {
    firstVersion += 1L << 32;
    return firstVersion;
  }

  @Override
  public Map<RuleId, Integer> count(Collection<RuleId> rules) {
    return ofRules(rules).stream()
        .collect(Collectors.groupingBy(AlertKeyRow::ruleId, Collectors.summingInt(row -> 1)));
  }

  @Override
  public Set<RuleId> rulesIn(Phase phase) {
    return where(row -> row.state().phase() == phase).stream()
        .map(AlertKeyRow::ruleId)
        .collect(Collectors.toSet());
  }

  @Override
  public Set<Integer> shardsDue(Instant watermark) {
    return where(row -> isDue(row, watermark)).stream()
        .map(row -> row.fingerprint().shard())
        .collect(Collectors.toSet());
  }

  @Override
  public List<AlertKeyRow> due(int shard, Instant watermark) {
    return where(row -> isDue(row, watermark) && row.fingerprint().shard() == shard);
  }

  private static boolean isDue(AlertKeyRow row, Instant watermark) {
    return row.due().map(watermark::isAfter).orElse(false);
  }

  @Override
  public List<AlertKeyRow> inShard(int shard, Collection<RuleId> rules) {
    return where(row -> row.fingerprint().shard() == shard && rules.contains(row.ruleId()));
  }

  @Override
  public List<AlertKeyRow> ofRules(Collection<RuleId> rules) {
    return where(row -> rules.contains(row.ruleId()));
  }

  @Override
  public List<AlertKeyRow> pending(Optional<Fingerprint> after, int limit) {
    return where(row ->
            row.state().phase() == Phase.PENDING
                && after.map(last -> row.fingerprint().compareTo(last) > 0).orElse(true))
        .stream()
        .limit(limit)
        .toList();
  }

  private List<AlertKeyRow> where(Predicate<AlertKeyRow> condition) {
    return transactions.inOne(() -> rows.values().stream().filter(condition).toList());
  }
}
