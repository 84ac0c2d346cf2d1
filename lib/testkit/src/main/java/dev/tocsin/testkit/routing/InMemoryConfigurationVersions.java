package dev.tocsin.testkit.routing;

import dev.tocsin.routing.config.ConfigurationVersion;
import dev.tocsin.routing.config.ConfigurationVersions;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** Versions of the configuration in memory. */
public final class InMemoryConfigurationVersions implements ConfigurationVersions {
  private final InMemoryTransactions transactions;
  private NavigableMap<Long, ConfigurationVersion> versions = new TreeMap<>();
  private long active;

  public InMemoryConfigurationVersions(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      NavigableMap<Long, ConfigurationVersion> versionsBefore = new TreeMap<>(versions);
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
  public Optional<ConfigurationVersion> active() {
    return transactions.inOne(() -> find(active));
  }

  @Override
  public Optional<ConfigurationVersion> find(long number) {
    return transactions.inOne(() -> Optional.ofNullable(versions.get(number)));
  }

  @Override
  public List<ConfigurationVersion> newest(int limit) {
    return transactions.inOne(
        () -> versions.descendingMap().values().stream().limit(limit).toList());
  }

  @Override
  public long add(
      String text, Optional<String> folder, String author, String comment, Instant now) {
    return transactions.inOne(() -> {
      long number = versions.isEmpty() ? 1 : versions.lastKey() + 1;
      versions.put(number, new ConfigurationVersion(number, text, folder, author, comment, now));
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
