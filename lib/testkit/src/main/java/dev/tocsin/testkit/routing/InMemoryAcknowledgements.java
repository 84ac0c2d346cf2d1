package dev.tocsin.testkit.routing;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Acknowledgements in memory. */
public final class InMemoryAcknowledgements implements Acknowledgements {
  private final InMemoryTransactions transactions;
  private List<Acknowledgement> all = new ArrayList<>();

  public InMemoryAcknowledgements(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      List<Acknowledgement> before = new ArrayList<>(all);
      return () -> all = before;
    });
  }

  @Override
  public Map<Fingerprint, Acknowledgement> holding(Collection<Fingerprint> alerts, Instant now) {
    return transactions.inOne(() ->
        all.stream()
            .filter(holdsFor(alerts, now))
            .collect(toMap(Acknowledgement::alert, identity())));
  }

  private static Predicate<Acknowledgement> holdsFor(Collection<Fingerprint> alerts, Instant now) {
    return known -> alerts.contains(known.alert()) && known.holdsAt(now);
  }

  @Override
  public void add(Acknowledgement added) {
    transactions.run(() -> all.add(added));
  }

  @Override
  public int end(Collection<Fingerprint> alerts, Acknowledgement.End end) {
    return transactions.inOne(() -> {
      List<Acknowledgement> ended = all.stream().filter(holdsFor(alerts, end.at())).toList();
      all.replaceAll(known -> ended.contains(known) ? ended(known, end) : known);
      return ended.size();
    });
  }

  private static Acknowledgement ended(Acknowledgement known, Acknowledgement.End end) {
    return new Acknowledgement(
        known.id(),
        known.alert(),
        known.author(),
        known.comment(),
        known.at(),
        known.until(),
        Optional.of(end));
  }

  @Override
  public List<Acknowledgement> of(Fingerprint alert, Instant before, int limit) {
    return transactions.inOne(() ->
        all.stream()
            .filter(known -> known.alert().equals(alert) && known.at().isBefore(before))
            .sorted(Comparator.comparing(Acknowledgement::at).reversed())
            .limit(limit)
            .toList());
  }

  @Override
  public int forget(Instant before) {
    return transactions.inOne(() -> {
      int known = all.size();
      all.removeIf(old -> old.until().isBefore(before));
      return known - all.size();
    });
  }
}
