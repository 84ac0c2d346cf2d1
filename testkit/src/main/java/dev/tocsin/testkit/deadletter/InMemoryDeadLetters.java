package dev.tocsin.testkit.deadletter;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Dead letters in memory. */
public final class InMemoryDeadLetters implements DeadLetters {
  private final InMemoryTransactions transactions;
  private Map<UUID, DeadLetter> letters = new HashMap<>();

  public InMemoryDeadLetters(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<UUID, DeadLetter> copy = new HashMap<>(letters);
      return () -> letters = copy;
    });
  }

  @Override
  public void add(Collection<DeadLetter> more) {
    transactions.inOne(() -> {
      more.forEach(letter -> letters.putIfAbsent(letter.id(), letter));
      return more.size();
    });
  }

  @Override
  public List<DeadLetter> list(Instant before, int limit) {
    return transactions.inOne(() ->
        letters.values().stream()
            .filter(letter -> letter.created().isBefore(before))
            .sorted(Comparator.comparing(DeadLetter::created).reversed())
            .limit(limit)
            .toList());
  }

  @Override
  public Optional<DeadLetter> find(UUID id) {
    return transactions.inOne(() -> Optional.ofNullable(letters.get(id)));
  }

  @Override
  public void redriven(UUID id, Instant now) {
    transactions.inOne(() ->
        Optional.ofNullable(
            letters.computeIfPresent(
                id,
                (key, letter) ->
                    new DeadLetter(
                        id,
                        letter.source(),
                        letter.reason(),
                        letter.detail(),
                        letter.raw(),
                        letter.created(),
                        Optional.of(now)))));
  }
}
