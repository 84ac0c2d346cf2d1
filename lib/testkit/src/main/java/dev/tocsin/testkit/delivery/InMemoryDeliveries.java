package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.DeliverySequence;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.QueuedDelivery;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Reason.State;
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
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Deliveries in memory. */
public final class InMemoryDeliveries implements Deliveries {
  private final InMemoryTransactions transactions;
  private Map<UUID, Row> rows = new LinkedHashMap<>();
  private Map<Fingerprint, Mark> marks = new HashMap<>();
  private Map<UUID, Instant> notified = new HashMap<>();
  private long arrivals;

  public InMemoryDeliveries(InMemoryTransactions transactions) {
    this.transactions = transactions;
    transactions.enlist(() -> {
      Map<UUID, Row> oldRows = new LinkedHashMap<>(rows);
      Map<Fingerprint, Mark> oldMarks = new HashMap<>(marks);
      Map<UUID, Instant> oldNotified = new HashMap<>(notified);
      return () -> {
        rows = oldRows;
        marks = oldMarks;
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
    Mark mark = marks.computeIfAbsent(fingerprint, key -> new Mark(0, Instant.EPOCH));
    List<QueuedDelivery> queuedDeliveries =
        rows.values().stream()
            .filter(row -> row.delivery().fingerprint().equals(fingerprint) && row.inLine())
            .map(row -> row.delivery().queued())
            .toList();
    Set<UUID> reportedHere =
        queuedDeliveries.stream()
            .map(QueuedDelivery::alertId)
            .filter(notified::containsKey)
            .collect(Collectors.toSet());
    return new DeliverySequence(fingerprint, mark.recorded(), queuedDeliveries, reportedHere);
  }

  @Override
  public Set<UUID> notified(Collection<UUID> alerts) {
    return transactions.inOne(
        () -> alerts.stream().filter(notified::containsKey).collect(Collectors.toSet()));
  }

  @Override
  public void add(Collection<Delivery> deliveries) {
    transactions.inOne(() -> {
      deliveries.forEach(delivery -> rows.computeIfAbsent(delivery.id(), id -> arrived(delivery)));
      return deliveries.size();
    });
  }

  private Row arrived(Delivery delivery) {
    QueuedDelivery queued = delivery.queued();
    QueuedDelivery numbered =
        new QueuedDelivery(
            queued.id(),
            queued.alertId(),
            queued.seq(),
            queued.kind(),
            ++arrivals,
            queued.reason());
    Optional<Instant> ended =
        queued.reason().state() == State.WAITING
            ? Optional.empty()
            : Optional.of(delivery.created());
    return new Row(with(delivery, numbered), Optional.empty(), ended);
  }

  @Override
  public void save(Collection<DeliverySequence.Step> steps, Instant now, Instant newDeadline) {
    transactions.inOne(() -> {
      for (DeliverySequence.Step step : steps) {
        step.notified().forEach(alert -> notified.put(alert, now));
        marks.computeIfPresent(
            step.fingerprint(),
            (key, mark) ->
                mark.recorded() == step.recorded() ? mark : new Mark(step.recorded(), now));
        step.changes().forEach((id, reason) -> change(id, reason, now, newDeadline));
      }
      return steps.size();
    });
  }

  private void change(UUID id, Reason reason, Instant now, Instant newDeadline) {
    edit(
        id,
        row -> {
          Delivery old = row.delivery();
          Delivery changed =
              new Delivery(
                  because(old.queued(), reason),
                  old.eventId(),
                  old.fingerprint(),
                  old.receiver(),
                  old.body(),
                  old.approval(),
                  old.created(),
                  reason == Reason.READY ? now : old.dueAt(),
                  old.reason() == Reason.NEVER_NOTIFIED ? newDeadline : old.deadline(),
                  old.attempts(),
                  old.redrives(),
                  old.detail());
          return new Row(changed, row.lease(), ended(reason, now));
        });
  }

  @Override
  public void record(Collection<AttemptResult> results, UUID lease, Instant now) {
    transactions.inOne(() -> {
      results.forEach(result -> record(result, lease, now));
      return results.size();
    });
  }

  private void record(AttemptResult result, UUID lease, Instant now) {
    edit(
        result.id(),
        row -> {
          if (!row.waits() || !(result.isFinal() || row.isUnder(lease))) {
            return row;
          }
          Delivery old = row.delivery();
          Delivery changed =
              new Delivery(
                  because(old.queued(), result.reason()),
                  old.eventId(),
                  old.fingerprint(),
                  old.receiver(),
                  old.body(),
                  old.approval(),
                  old.created(),
                  result.isFinal() ? old.dueAt() : result.dueAt(),
                  old.deadline(),
                  old.attempts() + (result.attempted() ? 1 : 0),
                  old.redrives(),
                  result.detail());
          return new Row(changed, Optional.empty(), ended(result.reason(), now));
        });
  }

  @Override
  public List<Delivery> claim(String receiver, int limit, Lease lease, Instant now) {
    return transactions.inOne(() -> {
      List<Delivery> claimed =
          rows.values().stream()
              .filter(row -> row.claimable(receiver, now))
              .map(Row::delivery)
              .filter(delivery -> now.isBefore(delivery.deadline()))
              .sorted(
                  Comparator.comparing(Delivery::dueAt)
                      .thenComparingLong(held -> held.queued().arrival()))
              .limit(limit)
              .toList();
      claimed.forEach(delivery ->
          edit(delivery.id(), row -> new Row(delivery, Optional.of(lease), Optional.empty())));
      return claimed;
    });
  }

  @Override
  public void giveBack(Collection<UUID> ids, UUID lease) {
    transactions.inOne(() -> {
      ids.forEach(id -> edit(id, row -> row.isUnder(lease) ? row.free() : row));
      return ids.size();
    });
  }

  @Override
  public int postpone(String receiver, Instant now, Instant until) {
    return putOff(row -> row.claimable(receiver, now), until);
  }

  @Override
  public int release(String receiver, Instant now) {
    return putOff(
        row ->
            row.delivery().receiver().equals(receiver)
                && row.delivery().reason() == Reason.CIRCUIT_OPEN
                && row.delivery().dueAt().isAfter(now),
        now);
  }

  private int putOff(Predicate<Row> which, Instant until) {
    return transactions.inOne(() -> {
      List<Row> put = rows.values().stream().filter(which).toList();
      put.forEach(row ->
          edit(
              row.delivery().id(),
              old ->
                  new Row(
                      due(old.delivery(), Reason.CIRCUIT_OPEN, until),
                      Optional.empty(),
                      Optional.empty())));
      return put.size();
    });
  }

  @Override
  public Optional<Instant> nextDue(String receiver, Instant within) {
    return transactions.inOne(() ->
        rows.values().stream()
            .filter(row -> row.claimable(receiver, within))
            .min(Comparator.comparing(row -> row.delivery().dueAt()))
            .map(Row::claimableAt));
  }

  @Override
  public List<Delivery> expired(Instant now, int limit) {
    return transactions.inOne(() ->
        rows.values().stream()
            .filter(row -> row.waits() && !row.isLeased(now))
            .map(Row::delivery)
            .filter(delivery -> !delivery.deadline().isAfter(now))
            .sorted(Comparator.comparing(Delivery::deadline))
            .limit(limit)
            .toList());
  }

  @Override
  public Optional<Delivery> find(UUID id) {
    return transactions.inOne(() -> Optional.ofNullable(rows.get(id)).map(Row::delivery));
  }

  @Override
  public boolean revive(UUID id, Instant now, Instant newDeadline) {
    return transactions.inOne(() -> {
      Row row = rows.get(id);
      if (row == null
          || row.delivery().reason().state() != State.DEAD
          || row.delivery().queued().kind() == Kind.UNREADABLE) {
        return false;
      }
      Delivery old = row.delivery();
      Delivery revived =
          new Delivery(
              because(old.queued(), Reason.AWAITS_PREDECESSOR),
              old.eventId(),
              old.fingerprint(),
              old.receiver(),
              old.body(),
              old.approval(),
              old.created(),
              now,
              newDeadline,
              0,
              old.redrives() + 1,
              old.detail());
      rows.put(id, new Row(revived, Optional.empty(), Optional.empty()));
      return true;
    });
  }

  @Override
  public int waiting() {
    return transactions.inOne(
        () -> (int) rows.values().stream().filter(row -> row.ended().isEmpty()).count());
  }

  private void edit(UUID id, UnaryOperator<Row> change) {
    rows.computeIfPresent(id, (key, row) -> change.apply(row));
  }

  private static Optional<Instant> ended(Reason reason, Instant now) {
    return reason.state() == State.WAITING ? Optional.empty() : Optional.of(now);
  }

  private static QueuedDelivery because(QueuedDelivery queued, Reason reason) {
    return new QueuedDelivery(
        queued.id(), queued.alertId(), queued.seq(), queued.kind(), queued.arrival(), reason);
  }

  private static Delivery due(Delivery old, Reason reason, Instant dueAt) {
    return new Delivery(
        because(old.queued(), reason),
        old.eventId(),
        old.fingerprint(),
        old.receiver(),
        old.body(),
        old.approval(),
        old.created(),
        dueAt,
        old.deadline(),
        old.attempts(),
        old.redrives(),
        old.detail());
  }

  private static Delivery with(Delivery old, QueuedDelivery queued) {
    return new Delivery(
        queued,
        old.eventId(),
        old.fingerprint(),
        old.receiver(),
        old.body(),
        old.approval(),
        old.created(),
        old.dueAt(),
        old.deadline(),
        old.attempts(),
        old.redrives(),
        old.detail());
  }

  private record Mark(long recorded, Instant moved) {}

  private record Row(Delivery delivery, Optional<Lease> lease, Optional<Instant> ended) {
    boolean waits() {
      return delivery.reason().state() == State.WAITING;
    }

    boolean inLine() {
      return waits()
          || delivery.reason() == Reason.NEVER_NOTIFIED
          || delivery.reason() == Reason.MALFORMED_EVENT;
    }

    boolean isLeased(Instant now) {
      return lease.filter(held -> held.until().isAfter(now)).isPresent();
    }

    boolean isUnder(UUID id) {
      return lease.filter(held -> held.id().equals(id)).isPresent();
    }

    boolean claimable(String receiver, Instant now) {
      return delivery.receiver().equals(receiver)
          && delivery.reason().sendable()
          && !delivery.dueAt().isAfter(now)
          && !isLeased(now);
    }

    Instant claimableAt() {
      return lease
          .map(Lease::until)
          .filter(until -> until.isAfter(delivery.dueAt()))
          .orElse(delivery.dueAt());
    }

    Row free() {
      return new Row(delivery, Optional.empty(), ended);
    }
  }
}
