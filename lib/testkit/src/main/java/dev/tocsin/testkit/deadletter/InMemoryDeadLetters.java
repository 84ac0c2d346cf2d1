package dev.tocsin.testkit.deadletter;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Dead letters in memory. */
public final class InMemoryDeadLetters implements DeadLetters {
  private static final Comparator<DeadLetter> OLDEST_FIRST =
      Comparator.comparing(DeadLetter::created).thenComparing(letter -> letter.id().toString());

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
  public List<DeadLetter> list(Optional<UUID> after, int limit) {
    return transactions.inOne(() ->
        letters.values().stream()
            .sorted(OLDEST_FIRST.reversed())
            .dropWhile(letter -> after.isPresent() && !letter.id().equals(after.get()))
            .skip(after.isPresent() ? 1 : 0)
            .limit(limit)
            .map(InMemoryDeadLetters::listed)
            .toList());
  }

  private static DeadLetter listed(DeadLetter letter) {
    byte[] raw = letter.raw().toArray();
    return new DeadLetter(
        letter.id(),
        letter.source(),
        letter.reason(),
        letter.detail(),
        RawBytes.of(Arrays.copyOf(raw, Math.min(raw.length, LISTED_RAW))),
        letter.created(),
        letter.redriven());
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
