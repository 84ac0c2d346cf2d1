package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Reason.State;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Deliveries in memory. */
public final class InMemoryDeliveries implements Deliveries {
  private final InMemoryTransactions transactions;
  private Map<UUID, DeliveryRow> rows = new LinkedHashMap<>();
  private Map<Fingerprint, Long> recorded = new HashMap<>();
  private Map<UUID, Instant> notified = new HashMap<>();
  private long arrivals;

  public InMemoryDeliveries(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<UUID, DeliveryRow> oldRows = new LinkedHashMap<>(rows);
      Map<Fingerprint, Long> oldRecorded = new HashMap<>(recorded);
      Map<UUID, Instant> oldNotified = new HashMap<>(notified);
      return () -> {
        rows = oldRows;
        recorded = oldRecorded;
        notified = oldNotified;
      };
    });
  }

  @Override
  public List<DeliverySequence> lock(Collection<Fingerprint> fingerprints) {
    return transactions.inOne(
        () -> new TreeSet<>(fingerprints).stream().map(this::sequence).toList());
  }

  private DeliverySequence sequence(Fingerprint fingerprint) {
    List<QueuedDelivery> queuedDeliveries =
        rows.values().stream()
            .filter(DeliveryRow::inSequence)
            .map(DeliveryRow::delivery)
            .filter(delivery ->
                delivery.event().filter(e -> e.fingerprint().equals(fingerprint)).isPresent())
            .flatMap(delivery -> delivery.queued().stream())
            .toList();
    Set<UUID> reportedHere =
        queuedDeliveries.stream()
            .map(QueuedDelivery::alertId)
            .filter(notified::containsKey)
            .collect(Collectors.toSet());
    return new DeliverySequence(
        fingerprint,
        recorded.computeIfAbsent(fingerprint, key -> 0L),
        queuedDeliveries,
        reportedHere);
  }

  @Override
  public List<GroupDeliverySequence> lockGroups(Collection<GroupIntegration> keys) {
    return transactions.inOne(() ->
        new TreeSet<>(keys)
            .stream()
                .map(key ->
                    new GroupDeliverySequence(
                        key, waitingIn(key).stream().map(DeliveryRow::queuedFlush).toList()))
                .filter(sequence -> !sequence.waiting().isEmpty())
                .toList());
  }

  private List<DeliveryRow> waitingIn(GroupIntegration key) {
    return rows.values().stream().filter(row -> row.waits() && isOf(row, key)).toList();
  }

  private static boolean isOf(DeliveryRow row, GroupIntegration key) {
    return row.delivery().groupIntegration().filter(key::equals).isPresent();
  }

  @Override
  public Set<UUID> waitingGroups(Collection<UUID> groups) {
    return transactions.inOne(() ->
        rows.values().stream()
            .filter(DeliveryRow::waits)
            .flatMap(row -> row.delivery().flush().stream())
            .map(GroupFlush::group)
            .filter(groups::contains)
            .collect(Collectors.toSet()));
  }

  @Override
  public Set<UUID> notified(Collection<UUID> alerts) {
    return transactions.inOne(
        () -> alerts.stream().filter(notified::containsKey).collect(Collectors.toSet()));
  }

  @Override
  public void add(Collection<Delivery> deliveries) {
    add(deliveries, Optional.empty());
  }

  @Override
  public void addLeased(Collection<Delivery> deliveries, Lease lease) {
    add(deliveries, Optional.of(lease));
  }

  private void add(Collection<Delivery> deliveries, Optional<Lease> lease) {
    transactions.run(() -> deliveries.forEach(delivery -> add(delivery, lease)));
  }

  private void add(Delivery delivery, Optional<Lease> lease) {
    if (rows.containsKey(delivery.id())) {
      return;
    }
    delivery.flush().ifPresent(flush -> checkUnique(delivery, flush.flush()));
    rows.put(delivery.id(), DeliveryRow.arrived(delivery, lease, ++arrivals));
  }

  /** What the indexes of the table hold. */
  private void checkUnique(Delivery delivery, long flush) {
    GroupIntegration key = delivery.groupIntegration().orElseThrow();
    boolean behind = delivery.reason() == Reason.AWAITS_EARLIER;
    boolean taken =
        waitingIn(key).stream()
            .anyMatch(row -> (row.delivery().reason() == Reason.AWAITS_EARLIER) == behind);
    boolean repeated =
        rows.values().stream()
            .filter(row -> isOf(row, key))
            .anyMatch(row -> row.queuedFlush().flush().flush() == flush);
    if (repeated || (taken && delivery.reason().state() == State.WAITING)) {
      throw new IllegalStateException("flush %d of %s has no place".formatted(flush, key));
    }
  }

  @Override
  public void save(Collection<DeliverySequence.Step> steps, Instant now, Instant newDeadline) {
    transactions.run(() -> {
      for (DeliverySequence.Step step : steps) {
        step.notified().forEach(alert -> notified.put(alert, now));
        recorded.computeIfPresent(step.fingerprint(), (key, before) -> step.recorded());
        step.changes()
            .forEach((id, reason) -> edit(id, row -> row.stepped(reason, now, newDeadline)));
      }
    });
  }

  @Override
  public void saveGroups(Collection<GroupDeliverySequence.Change> changes, Instant now) {
    transactions.run(() ->
        changes.forEach(
            change -> edit(change.id(), row -> row.waits() ? row.changed(change, now) : row)));
  }

  @Override
  public void record(Collection<AttemptResult> results, UUID lease, Instant now) {
    transactions.run(() ->
        results.forEach(result ->
            edit(
                result.id(),
                row ->
                    row.waits() && (result.isFinal() || row.isUnder(lease))
                        ? row.result(result, now)
                        : row)));
  }

  @Override
  public List<Delivery> claim(String receiver, int limit, Lease lease, Instant now) {
    return transactions.inOne(() -> {
      List<Delivery> claimed =
          of(receiver, row -> row.claimable(now)).stream()
              .map(DeliveryRow::delivery)
              .filter(delivery -> now.isBefore(delivery.deadline()))
              .sorted(Comparator.comparing(Delivery::dueAt).thenComparingLong(Delivery::arrival))
              .limit(limit)
              .toList();
      claimed.forEach(delivery -> edit(delivery.id(), row -> row.claimed(lease)));
      return claimed;
    });
  }

  private List<DeliveryRow> of(String receiver, Predicate<DeliveryRow> which) {
    return rows.values().stream()
        .filter(row -> row.delivery().receiver().equals(receiver))
        .filter(which)
        .toList();
  }

  @Override
  public void giveBack(Collection<UUID> ids, UUID lease) {
    transactions.run(
        () -> ids.forEach(id -> edit(id, row -> row.isUnder(lease) ? row.free() : row)));
  }

  @Override
  public int postpone(String receiver, Instant now, Instant until) {
    return putOff(receiver, row -> row.claimable(now), until);
  }

  @Override
  public int release(String receiver, Instant now) {
    return putOff(
        receiver,
        row ->
            row.delivery().reason() == Reason.CIRCUIT_OPEN && row.delivery().dueAt().isAfter(now),
        now);
  }

  private int putOff(String receiver, Predicate<DeliveryRow> which, Instant until) {
    return transactions.inOne(() -> {
      List<DeliveryRow> put = of(receiver, which);
      put.forEach(row -> edit(row.id(), old -> old.putOff(until)));
      return put.size();
    });
  }

  @Override
  public Map<String, Instant> due(Instant within) {
    return transactions.inOne(() -> {
      Map<String, DeliveryRow> first = new TreeMap<>();
      rows.values().stream()
          .filter(row -> row.claimable(within))
          .sorted(Comparator.comparing(row -> row.delivery().dueAt()))
          .forEach(row -> first.putIfAbsent(row.delivery().receiver(), row));
      Map<String, Instant> due = new TreeMap<>();
      first.forEach((receiver, row) -> due.put(receiver, row.claimableAt()));
      return due;
    });
  }

  @Override
  public List<Delivery> expired(Instant now, int limit) {
    return transactions.inOne(() ->
        rows.values().stream()
            .filter(row -> row.waits() && !row.isLeased(now))
            .map(DeliveryRow::delivery)
            .filter(delivery -> !delivery.deadline().isAfter(now))
            .sorted(Comparator.comparing(Delivery::deadline))
            .limit(limit)
            .toList());
  }

  @Override
  public Optional<Delivery> find(UUID id) {
    return transactions.inOne(() -> Optional.ofNullable(rows.get(id)).map(DeliveryRow::delivery));
  }

  @Override
  public List<Delivery> find(Collection<UUID> ids) {
    return transactions.inOne(() ->
        rows.values().stream()
            .map(DeliveryRow::delivery)
            .filter(delivery -> ids.contains(delivery.id()))
            .toList());
  }

  @Override
  public boolean revive(UUID id, Instant now, Instant newDeadline) {
    return transactions.inOne(() -> {
      boolean dead = Optional.ofNullable(rows.get(id)).filter(this::revivable).isPresent();
      if (dead) {
        edit(id, row -> row.revived(now, newDeadline));
      }
      return dead;
    });
  }

  private boolean revivable(DeliveryRow row) {
    Delivery delivery = row.delivery();
    boolean unreadable =
        delivery.event().filter(event -> event.kind() == Kind.UNREADABLE).isPresent();
    return delivery.reason().state() == State.DEAD && !unreadable && !isOutdated(delivery);
  }

  private boolean isOutdated(Delivery delivery) {
    return delivery.flush().isPresent()
        && rows.values().stream()
            .filter(row -> isOf(row, delivery.groupIntegration().orElseThrow()))
            .anyMatch(
                row -> row.queuedFlush().flush().flush() > delivery.flush().orElseThrow().flush());
  }

  @Override
  public int waiting() {
    return transactions.inOne(
        () -> (int) rows.values().stream().filter(DeliveryRow::waits).count());
  }

  private void edit(UUID id, UnaryOperator<DeliveryRow> change) {
    rows.computeIfPresent(id, (key, row) -> change.apply(row));
  }
}
