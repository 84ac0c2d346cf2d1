package dev.tocsin.testkit.routing;

import dev.tocsin.routing.silence.Silence;
import dev.tocsin.routing.silence.SilenceStore;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Silences in memory. */
public final class InMemorySilences implements SilenceStore {
  private final InMemoryTransactions transactions;
  private Map<UUID, Silence> silences = new LinkedHashMap<>();
  private long version;

  public InMemorySilences(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<UUID, Silence> silencesBefore = new LinkedHashMap<>(silences);
      long versionBefore = version;
      return () -> {
        silences = silencesBefore;
        version = versionBefore;
      };
    });
  }

  @Override
  public long version() {
    return transactions.inOne(() -> version);
  }

  @Override
  public List<Silence> all() {
    return transactions.inOne(() -> List.copyOf(silences.values()));
  }

  @Override
  public int count() {
    return transactions.inOne(silences::size);
  }

  @Override
  public Optional<Silence> find(UUID id) {
    return transactions.inOne(() -> Optional.ofNullable(silences.get(id)));
  }

  /** Any transaction holds all stores. */
  @Override
  public void lock() {
    transactions.run(() -> {});
  }

  @Override
  public void save(Collection<Silence> changed) {
    transactions.run(() -> {
      changed.forEach(silence -> silences.put(silence.id(), silence));
      version += changed.isEmpty() ? 0 : 1;
    });
  }

  @Override
  public int forget(Instant endedBefore) {
    return transactions.inOne(() -> {
      int before = silences.size();
      boolean isChanged =
          silences.values().removeIf(silence -> silence.endsAt().isBefore(endedBefore));
      version += isChanged ? 1 : 0;
      return before - silences.size();
    });
  }
}
