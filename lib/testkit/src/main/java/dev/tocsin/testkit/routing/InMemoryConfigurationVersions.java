package dev.tocsin.testkit.routing;

import dev.tocsin.routing.config.ConfigurationText;
import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.routing.config.StoredConfiguration;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Versions of the configuration in memory. */
public final class InMemoryConfigurationVersions implements ConfigurationVersions {
  private final InMemoryTransactions transactions;
  private NavigableMap<Long, StoredConfiguration> versions = new TreeMap<>();
  private long active;

  public InMemoryConfigurationVersions(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      NavigableMap<Long, StoredConfiguration> versionsBefore = new TreeMap<>(versions);
      long activeBefore = active;
      return () -> {
        versions = versionsBefore;
        active = activeBefore;
      };
    });
  }

  /** Any transaction holds all stores. */
  @Override
  public void lock() {
    transactions.run(() -> {});
  }

  /** Any transaction holds all stores. */
  @Override
  public void hold() {
    transactions.run(() -> {});
  }

  @Override
  public long activeNumber() {
    return transactions.inOne(() -> active);
  }

  @Override
  public Optional<StoredConfiguration> active() {
    return transactions.inOne(() -> find(active));
  }

  @Override
  public Optional<StoredConfiguration> find(long number) {
    return transactions.inOne(() -> Optional.ofNullable(versions.get(number)));
  }

  @Override
  public Optional<StoredConfiguration> newestOf(String file) {
    return transactions.inOne(() ->
        versions.descendingMap().values().stream()
            .filter(stored -> stored.version().file().equals(Optional.of(file)))
            .findFirst());
  }

  @Override
  public List<ConfigurationVersion> before(long number, int limit) {
    return transactions.inOne(() ->
        versions.headMap(number, false).descendingMap().values().stream()
            .limit(limit)
            .map(StoredConfiguration::version)
            .toList());
  }

  @Override
  public long add(
      ConfigurationText text, Optional<String> file, String author, String comment, Instant now) {
    return transactions.inOne(() -> {
      long number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
      ConfigurationVersion version = new ConfigurationVersion(number, file, author, comment, now);
      versions.put(number, new StoredConfiguration(version, text));
      return number;
    });
  }

  @Override
  public void activate(long number, Instant now) {
    transactions.run(() -> {
      if (!versions.containsKey(number)) {
        throw new IllegalArgumentException("the configuration has no version " + number);
      }
      active = number;
    });
  }
}
