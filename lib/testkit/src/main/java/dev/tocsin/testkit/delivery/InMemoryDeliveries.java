package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventDeliverySequence;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.QueuedEvent;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Reason.State;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.testkit.outbox.InMemoryTransactions;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
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
import java.util.stream.Stream;

/** Deliveries in memory. */
public final class InMemoryDeliveries implements Deliveries {
  private final InMemoryTransactions transactions;
  private Map<UUID, DeliveryRow> rows = new LinkedHashMap<>();
  private Set<Notified> notified = new HashSet<>();
  private long arrivals;

  public InMemoryDeliveries(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<UUID, DeliveryRow> oldRows = new LinkedHashMap<>(rows);
      Set<Notified> oldNotified = new HashSet<>(notified);
      return () -> {
        rows = oldRows;
        notified = oldNotified;
      };
    });
  }

  /** An alert of which a receiver accepted a firing. */
  private record Notified(String receiver, UUID alert) {}

  /** Whether an event waits for a flush of the group to decide on it. */
  public boolean isToDecideOn(UUID group) {
    return rows.values().stream()
        .map(DeliveryRow::delivery)
        .anyMatch(
            delivery -> delivery.reason().undecided() && delivery.subject().group().equals(group));
  }

  @Override
  public List<EventDeliverySequence> lockEvents(Collection<GroupIntegration> keys) {
    return transactions.inOne(() ->
        new TreeSet<>(keys)
            .stream()
                .map(this::sequence)
                .filter(sequence -> !sequence.queued().isEmpty())
                .toList());
  }

  private EventDeliverySequence sequence(GroupIntegration key) {
    List<QueuedEvent> queued =
        rows.values().stream()
            .filter(DeliveryRow::inSequence)
            .filter(row -> isOf(row, key))
            .flatMap(row -> row.delivery().queued().stream())
            .toList();
    Set<UUID> notifiedHere =
        queued.stream()
            .filter(event -> event.kind() == Kind.RESOLVED)
            .map(QueuedEvent::alertId)
            .filter(alert -> notified.contains(new Notified(key.receiver(), alert)))
            .collect(Collectors.toSet());
    return new EventDeliverySequence(key, queued, notifiedHere);
  }

  @Override
  public List<Delivery> awaitingFlush(Collection<UUID> groups) {
    return inOrder(delivery ->
        delivery.reason() == Reason.AWAITS_FLUSH && groups.contains(delivery.subject().group()));
  }

  @Override
  public List<Delivery> undecided() {
    return inOrder(delivery -> delivery.reason().undecided());
  }

  private List<Delivery> inOrder(Predicate<Delivery> which) {
    return transactions.inOne(() ->
        rows.values().stream()
            .map(DeliveryRow::delivery)
            .filter(which)
            .sorted(Comparator.comparingLong(Delivery::arrival))
            .toList());
  }

  @Override
  public Set<UUID> complete(Collection<EventOrder> orders) {
    return transactions.inOne(() -> {
      Set<UUID> groups = new HashSet<>();
      for (EventOrder order : orders) {
        for (DeliveryRow row : awaitingOthers(order)) {
          groups.add(row.delivery().subject().group());
          edit(row.id(), DeliveryRow::awaitingFlush);
        }
      }
      return groups;
    });
  }

  private List<DeliveryRow> awaitingOthers(EventOrder order) {
    return rows.values().stream()
        .filter(row -> row.delivery().reason().undecided())
        .filter(row -> row.delivery().reason() != Reason.AWAITS_FLUSH)
        .filter(row ->
            row.delivery()
                .event()
                .filter(event -> event.fingerprint().equals(order.fingerprint()))
                .filter(event -> order.holds(event.seq()))
                .isPresent())
        .toList();
  }

  @Override
  public void regroup(Map<UUID, UUID> groups) {
    transactions.run(() ->
        groups.forEach((id, group) ->
            edit(id, row -> row.delivery().reason().undecided() ? row.inGroup(group) : row)));
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
    return rows.values().stream()
        .filter(row -> row.waits() && row.delivery().flush().isPresent() && isOf(row, key))
        .toList();
  }

  private static boolean isOf(DeliveryRow row, GroupIntegration key) {
    return row.delivery().groupIntegration().equals(key);
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
  public Map<String, Set<UUID>> notified(Collection<UUID> alerts) {
    return transactions.inOne(() ->
        notified.stream()
            .filter(known -> alerts.contains(known.alert()))
            .collect(
                Collectors.groupingBy(
                    Notified::receiver, Collectors.mapping(Notified::alert, Collectors.toSet()))));
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
    GroupIntegration key = delivery.groupIntegration();
    boolean behind = delivery.reason() == Reason.AWAITS_EARLIER;
    boolean taken =
        waitingIn(key).stream()
            .anyMatch(row -> (row.delivery().reason() == Reason.AWAITS_EARLIER) == behind);
    boolean repeated =
        rows.values().stream()
            .filter(row -> isOf(row, key))
            .flatMap(row -> row.delivery().flush().stream())
            .anyMatch(known -> known.flush() == flush);
    if (repeated || (taken && delivery.reason().state() == State.WAITING)) {
      throw new IllegalStateException("flush %d of %s has no place".formatted(flush, key));
    }
  }

  @Override
  public void saveEvents(
      Collection<EventDeliverySequence.Step> steps,
      Instant now,
      Instant newDeadline,
      Optional<Lease> lease) {
    transactions.run(() -> {
      for (EventDeliverySequence.Step step : steps) {
        step.notified().forEach(alert -> notified.add(new Notified(step.key().receiver(), alert)));
        step.changes()
            .forEach((id, reason) -> edit(id, row -> row.stepped(reason, now, newDeadline, lease)));
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
  public int endLeases() {
    List<UUID> leased =
        rows.values().stream()
            .filter(row -> row.lease().isPresent())
            .map(row -> row.delivery().id())
            .toList();
    transactions.run(() -> leased.forEach(id -> edit(id, DeliveryRow::free)));
    return leased.size();
  }

  @Override
  public int postpone(String receiver, Instant now, Instant until) {
    return putOff(receiver, row -> row.claimable(now), until);
  }

  @Override
  public void putBehind(
      String receiver, List<UUID> ids, UUID lease, Instant from, Duration interval) {
    transactions.run(() -> {
      Optional<Instant> behind =
          of(receiver, row -> row.delivery().reason() == Reason.RATE_LIMITED).stream()
              .filter(row -> !ids.contains(row.id()))
              .map(row -> row.delivery().dueAt())
              .max(Comparator.naturalOrder());
      Instant due = from;
      for (DeliveryRow row : ids.stream().flatMap(id -> found(id, lease)).toList()) {
        boolean isNew = row.delivery().reason() != Reason.RATE_LIMITED;
        behind = isNew ? behind.map(time -> time.plus(interval)) : behind;
        Instant own = isNew ? behind.filter(due::isBefore).orElse(due) : due;
        edit(row.id(), old -> old.putBehind(own));
        due = due.plus(interval);
      }
    });
  }

  private Stream<DeliveryRow> found(UUID id, UUID lease) {
    return Optional.ofNullable(rows.get(id)).filter(row -> row.isUnder(lease)).stream();
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
            .filter(delivery -> delivery.reason() != Reason.AWAITS_FLUSH)
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
    return delivery.reason().state() == State.DEAD && !isOutdated(delivery);
  }

  private boolean isOutdated(Delivery delivery) {
    return rows.values().stream()
        .filter(row -> isOf(row, delivery.groupIntegration()))
        .flatMap(row -> row.delivery().flush().stream())
        .anyMatch(
            later -> delivery.flush().filter(flush -> later.flush() > flush.flush()).isPresent());
  }

  @Override
  public int waiting() {
    return transactions.inOne(
        () -> (int) rows.values().stream().filter(DeliveryRow::waits).count());
  }

  /** All of them, in the order in which they were added. */
  List<Delivery> all() {
    return transactions.inOne(() -> rows.values().stream().map(DeliveryRow::delivery).toList());
  }

  private void edit(UUID id, UnaryOperator<DeliveryRow> change) {
    rows.computeIfPresent(id, (key, row) -> change.apply(row));
  }
}
