package dev.tocsin.testkit.delivery;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.QueuedFlush;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Reason.State;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** A delivery as it is kept in memory. */
record DeliveryRow(Delivery delivery, Optional<Lease> lease, Optional<Instant> ended) {
  /** A newcomer, which gets its arrival. */
  static DeliveryRow arrived(Delivery added, Optional<Lease> lease, long arrival) {
    Delivery kept =
        new Delivery(
            added.id(),
            added.subject(),
            added.receiver(),
            added.reason(),
            arrival,
            added.body(),
            added.created(),
            added.dueAt(),
            added.deadline(),
            0,
            0,
            added.detail());
    return new DeliveryRow(
        kept,
        lease.filter(held -> added.reason() == Reason.READY),
        ended(added.reason(), added.created()));
  }

  private static Optional<Instant> ended(Reason reason, Instant at) {
    return reason.state() == State.WAITING ? Optional.empty() : Optional.of(at);
  }

  UUID id() {
    return delivery.id();
  }

  boolean waits() {
    return delivery.reason().state() == State.WAITING;
  }

  boolean inSequence() {
    return (waits() && !delivery.reason().undecided())
        || delivery.reason() == Reason.NEVER_NOTIFIED;
  }

  boolean isLeased(Instant now) {
    return lease.filter(held -> held.until().isAfter(now)).isPresent();
  }

  boolean isUnder(UUID id) {
    return lease.filter(held -> held.id().equals(id)).isPresent();
  }

  boolean claimable(Instant now) {
    return delivery.reason().sendable() && !delivery.dueAt().isAfter(now) && !isLeased(now);
  }

  Instant claimableAt() {
    return lease
        .map(Lease::until)
        .filter(until -> until.isAfter(delivery.dueAt()))
        .orElse(delivery.dueAt());
  }

  QueuedFlush queuedFlush() {
    return new QueuedFlush(
        id(),
        delivery.flush().orElseThrow(),
        delivery.reason(),
        delivery.dueAt(),
        delivery.attempts(),
        lease);
  }

  DeliveryRow claimed(Lease by) {
    return new DeliveryRow(delivery, Optional.of(by), Optional.empty());
  }

  DeliveryRow free() {
    return new DeliveryRow(delivery, Optional.empty(), ended);
  }

  DeliveryRow putOff(Instant until) {
    return with(Reason.CIRCUIT_OPEN, until, delivery.attempts(), delivery.detail(), until).free();
  }

  DeliveryRow putBehind(Instant due) {
    return with(Reason.RATE_LIMITED, due, delivery.attempts(), delivery.detail(), due).free();
  }

  DeliveryRow result(AttemptResult result, Instant now) {
    Instant due = result.isFinal() ? delivery.dueAt() : result.dueAt();
    int attempts = delivery.attempts() + (result.attempted() ? 1 : 0);
    return with(result.reason(), due, attempts, result.detail(), now).free();
  }

  DeliveryRow changed(GroupDeliverySequence.Change change, Instant now) {
    return with(change.reason(), change.dueAt(), change.attempts(), delivery.detail(), now).free();
  }

  DeliveryRow awaitingFlush() {
    return with(Reason.AWAITS_FLUSH, delivery.dueAt(), 0, delivery.detail(), delivery.created());
  }

  /** The same event in another group. */
  DeliveryRow inGroup(UUID group) {
    Delivery changed =
        new Delivery(
            id(),
            delivery.event().orElseThrow().in(group),
            delivery.receiver(),
            delivery.reason(),
            delivery.arrival(),
            delivery.body(),
            delivery.created(),
            delivery.dueAt(),
            delivery.deadline(),
            delivery.attempts(),
            delivery.redrives(),
            delivery.detail());
    return new DeliveryRow(changed, lease, ended);
  }

  /** As a step of its sequence has it: ready ones become due, and come under the lease. */
  DeliveryRow stepped(Reason reason, Instant now, Instant newDeadline, Optional<Lease> by) {
    boolean ready = reason == Reason.READY;
    boolean renewed =
        delivery.reason() == Reason.NEVER_NOTIFIED || delivery.reason() == Reason.AWAITS_FLUSH;
    Instant due = ready ? now : delivery.dueAt();
    DeliveryRow row = with(reason, due, delivery.attempts(), delivery.detail(), now);
    DeliveryRow dated = renewed ? row.withDeadline(newDeadline, delivery.redrives()) : row;
    return new DeliveryRow(dated.delivery, by.filter(held -> ready), dated.ended);
  }

  DeliveryRow revived(Instant now, Instant newDeadline) {
    Reason reason = delivery.flush().isPresent() ? Reason.READY : Reason.AWAITS_EARLIER;
    return with(reason, now, 0, delivery.detail(), now)
        .withDeadline(newDeadline, delivery.redrives() + 1)
        .free();
  }

  private DeliveryRow with(Reason reason, Instant dueAt, int attempts, String detail, Instant now) {
    Delivery changed =
        new Delivery(
            id(),
            delivery.subject(),
            delivery.receiver(),
            reason,
            delivery.arrival(),
            delivery.body(),
            delivery.created(),
            dueAt,
            delivery.deadline(),
            attempts,
            delivery.redrives(),
            detail);
    return new DeliveryRow(changed, lease, ended(reason, now));
  }

  private DeliveryRow withDeadline(Instant deadline, int redrives) {
    Delivery changed =
        new Delivery(
            id(),
            delivery.subject(),
            delivery.receiver(),
            delivery.reason(),
            delivery.arrival(),
            delivery.body(),
            delivery.created(),
            delivery.dueAt(),
            deadline,
            delivery.attempts(),
            redrives,
            delivery.detail());
    return new DeliveryRow(changed, lease, ended);
  }
}
