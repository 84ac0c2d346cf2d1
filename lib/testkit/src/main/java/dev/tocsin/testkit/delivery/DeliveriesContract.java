package dev.tocsin.testkit.delivery;

import static dev.tocsin.testkit.CountingIds.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.ApprovalLink;
import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.EventDeliverySequence;
import dev.tocsin.core.delivery.EventOrder;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.Kind;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.QueuedEvent;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject;
import dev.tocsin.core.delivery.Subject.AlertEvent;
import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every {@link Deliveries} promises. */
public abstract class DeliveriesContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final Instant LATER = NOW.plusSeconds(30);
  private static final Instant DEADLINE = NOW.plusSeconds(86_400);
  private static final Fingerprint A = new Fingerprint(-1);
  private static final Fingerprint B = new Fingerprint(5);
  private static final UUID ALERT = id(1000);
  private static final UUID GROUP = id(800);
  private static final Lease LEASE = new Lease(id(500), LATER);
  private static final Lease OTHER = new Lease(id(501), LATER.plusSeconds(30));
  private static final String RECEIVER = "pager";
  private static final GroupIntegration KEY = new GroupIntegration(GROUP, RECEIVER);

  /** The store under test, empty; always the same one within a test. */
  protected abstract Deliveries deliveries();

  @Test
  void find_everyField_isAsItWasAdded() {
    Delivery plain = delivery(1, A, 1, Kind.FIRING, Reason.READY);
    Delivery approval =
        new Delivery(
            id(2),
            new AlertEvent(
                id(12),
                GROUP,
                ALERT,
                A,
                1,
                Kind.APPROVAL_REQUESTED,
                Optional.of(new ApprovalLink(id(77), "ab12", NOW.plusSeconds(1800)))),
            RECEIVER,
            Reason.AWAITS_EARLIER,
            0,
            "{\"message\":\"\uD83D\uDEA8 \\u0000\"}",
            NOW,
            LATER,
            DEADLINE,
            0,
            0,
            "");
    deliveries().add(List.of(plain, approval));

    for (Delivery added : List.of(plain, approval)) {
      assertThat(deliveries().find(added.id()))
          .get()
          .usingRecursiveComparison()
          .ignoringFields("arrival")
          .isEqualTo(added);
    }
    assertThat(deliveries().find(id(3))).isEmpty();
    assertThat(deliveries().find(List.of(id(3), plain.id(), approval.id())))
        .extracting(Delivery::id)
        .containsExactlyInAnyOrder(plain.id(), approval.id());
    assertThat(deliveries().find(List.of())).isEmpty();
  }

  @Test
  void add_oneThatIsThere_keepsTheFirst() {
    deliveries().add(List.of(delivery(1, A, 1, Kind.FIRING, Reason.READY)));
    deliveries().add(List.of(delivery(1, B, 9, Kind.RESOLVED, Reason.AWAITS_ALERT)));
    assertThat(find(1).event().orElseThrow().fingerprint()).isEqualTo(A);
  }

  @Test
  void lockEvents_nothingWaits_isNone() {
    deliveries()
        .add(
            List.of(
                delivery(1, A, 1, Kind.FIRING, Reason.ACCEPTED),
                delivery(2, A, 2, Kind.FIRING, Reason.AWAITS_FLUSH)));
    assertThat(deliveries().lockEvents(List.of(KEY, new GroupIntegration(id(801), RECEIVER))))
        .isEmpty();
    assertThat(deliveries().lockEvents(List.of())).isEmpty();
  }

  @Test
  void lockEvents_sequence_hasThoseDecidedOnThatWaitAndThoseDecidedAgainst() {
    deliveries()
        .add(
            List.of(
                delivery(3, A, 2, Kind.FIRING, Reason.AWAITS_EARLIER),
                delivery(1, A, 1, Kind.RESOLVED, Reason.NEVER_NOTIFIED),
                delivery(2, B, 3, Kind.FIRING, Reason.RETRYING),
                delivery(4, A, 1, Kind.FIRING, Reason.ACCEPTED),
                delivery(5, B, 4, Kind.FIRING, Reason.AWAITS_PREDECESSOR),
                delivery(6, B, 4, Kind.FIRING, Reason.SILENCED),
                ofAnother(7, NOW)));

    assertThat(sequence().notified()).isEmpty();
    assertThat(sequence().queued())
        .usingRecursiveFieldByFieldElementComparatorIgnoringFields("arrival")
        .containsExactlyInAnyOrder(
            new QueuedEvent(id(3), ALERT, A, 2, Kind.FIRING, 0, Reason.AWAITS_EARLIER),
            new QueuedEvent(id(1), ALERT, A, 1, Kind.RESOLVED, 0, Reason.NEVER_NOTIFIED),
            new QueuedEvent(id(2), ALERT, B, 3, Kind.FIRING, 0, Reason.RETRYING));
    assertThat(arrival(3)).isLessThan(arrival(1));
    assertThat(arrival(1)).isLessThan(arrival(2));
  }

  private long arrival(int n) {
    return find(n).arrival();
  }

  @Test
  void saveEvents_step_makesReadyOnesDueAndRemembersWhoWasNotified() {
    deliveries()
        .add(
            List.of(
                delivery(1, A, 2, Kind.RESOLVED, Reason.AWAITS_EARLIER),
                delivery(2, A, 3, Kind.FIRING, Reason.AWAITS_FLUSH)));
    save(Map.of(id(1), Reason.READY, id(2), Reason.AWAITS_EARLIER), Optional.empty());

    assertThat(sequence().notified()).containsExactly(ALERT);
    assertThat(deliveries().notified(List.of(ALERT, id(1001))))
        .isEqualTo(Map.of(RECEIVER, Set.of(ALERT)));
    assertThat(deliveries().notified(List.of(id(1001)))).isEmpty();
    assertThat(find(1).dueAt()).isEqualTo(LATER);
    assertThat(find(1).deadline()).isEqualTo(DEADLINE);
    assertThat(find(2).reason()).isEqualTo(Reason.AWAITS_EARLIER);
    assertThat(find(2).deadline()).as("it is decided on now").isEqualTo(DEADLINE.plusSeconds(9));
    assertThat(claim(10, OTHER, LATER)).containsExactly(id(1));
  }

  @Test
  void saveEvents_underALease_areItsOwn() {
    deliveries()
        .add(
            List.of(
                delivery(1, A, 2, Kind.FIRING, Reason.AWAITS_FLUSH),
                delivery(2, A, 3, Kind.FIRING, Reason.AWAITS_FLUSH)));
    save(Map.of(id(1), Reason.READY, id(2), Reason.AWAITS_EARLIER), Optional.of(OTHER));
    assertThat(claim(10, LEASE, OTHER.until().minusMillis(1))).isEmpty();
    assertThat(claim(10, LEASE, OTHER.until())).containsExactly(id(1));
  }

  @Test
  void saveEvents_backFromDecidedAgainst_getsANewDeadline() {
    deliveries().add(List.of(delivery(1, A, 2, Kind.RESOLVED, Reason.NEVER_NOTIFIED)));
    save(Map.of(id(1), Reason.READY), Optional.empty());
    assertThat(find(1).deadline()).isEqualTo(DEADLINE.plusSeconds(9));
    assertThat(claim(10, LEASE, LATER)).containsExactly(id(1));
  }

  private void save(Map<UUID, Reason> changes, Optional<Lease> lease) {
    deliveries()
        .saveEvents(
            List.of(new EventDeliverySequence.Step(KEY, changes, Set.of(ALERT))),
            LATER,
            DEADLINE.plusSeconds(9),
            lease);
  }

  @Test
  void awaitingFlush_groups_areTheirsInOrderOfArrival() {
    deliveries()
        .add(
            List.of(
                delivery(2, A, 2, Kind.FIRING, Reason.AWAITS_FLUSH),
                delivery(1, A, 1, Kind.FIRING, Reason.AWAITS_FLUSH),
                delivery(3, B, 1, Kind.FIRING, Reason.AWAITS_PREDECESSOR),
                delivery(4, B, 1, Kind.FIRING, Reason.READY)));
    assertThat(ids(deliveries().awaitingFlush(List.of(GROUP)))).containsExactly(id(2), id(1));
    assertThat(deliveries().awaitingFlush(List.of(id(801)))).isEmpty();
    assertThat(deliveries().awaitingFlush(List.of())).isEmpty();
    assertThat(ids(deliveries().undecided())).containsExactly(id(2), id(1), id(3));
  }

  @Test
  void complete_ordersMoved_letTheFlushDecideOnWhatWaitedForThem() {
    deliveries()
        .add(
            List.of(
                delivery(1, A, 2, Kind.FIRING, Reason.AWAITS_PREDECESSOR),
                delivery(2, A, 2, Kind.ENRICHED, Reason.AWAITS_ALERT),
                delivery(3, A, 3, Kind.FIRING, Reason.AWAITS_PREDECESSOR),
                delivery(4, B, 1, Kind.FIRING, Reason.AWAITS_PREDECESSOR),
                delivery(5, A, 1, Kind.FIRING, Reason.READY)));
    assertThat(deliveries().complete(List.of(new EventOrder(A, 2, Set.of())))).containsOnly(GROUP);
    assertThat(ids(deliveries().awaitingFlush(List.of(GROUP)))).containsExactly(id(1), id(2));
    assertThat(deliveries().complete(List.of(new EventOrder(A, 2, Set.of())))).isEmpty();
    assertThat(deliveries().complete(List.of())).isEmpty();
  }

  @Test
  void regroup_undecided_areInTheOtherGroup() {
    deliveries()
        .add(
            List.of(
                delivery(1, A, 1, Kind.FIRING, Reason.READY),
                delivery(2, A, 2, Kind.FIRING, Reason.AWAITS_FLUSH)));
    deliveries().regroup(Map.of(id(1), id(801), id(2), id(801)));
    deliveries().regroup(Map.of());
    assertThat(find(1).subject().group()).as("decided on").isEqualTo(GROUP);
    assertThat(ids(deliveries().awaitingFlush(List.of(id(801))))).containsExactly(id(2));
  }

  @Test
  void claim_due_areThoseWhoseTurnItIsLongestDueFirst() {
    deliveries()
        .add(
            List.of(
                due(1, Reason.READY, NOW),
                due(2, Reason.RETRYING, NOW.minusSeconds(1)),
                due(3, Reason.CIRCUIT_OPEN, NOW),
                due(4, Reason.READY, NOW.plusMillis(1)),
                due(5, Reason.AWAITS_PREDECESSOR, NOW),
                due(6, Reason.ACCEPTED, NOW)));

    assertThat(claim(2, LEASE, NOW)).containsExactly(id(2), id(1));
    assertThat(claim(10, OTHER, NOW)).containsExactly(id(3));
    assertThat(claim(10, OTHER, NOW)).isEmpty();
    assertThat(deliveries().claim("another", 10, OTHER, LATER)).isEmpty();
  }

  @Test
  void claim_leaseExpired_isTakenAgain() {
    deliveries().add(List.of(due(1, Reason.READY, NOW)));
    claim(1, LEASE, NOW);
    assertThat(claim(1, OTHER, LATER.minusMillis(1))).isEmpty();
    assertThat(claim(1, OTHER, LATER)).containsExactly(id(1));
  }

  @Test
  void claim_deadlinePassed_isNotTaken() {
    deliveries().add(List.of(due(1, Reason.READY, NOW)));
    assertThat(claim(1, new Lease(id(1), DEADLINE), DEADLINE)).isEmpty();
  }

  @Test
  void claim_manyAtOnce_neverTakeTheSame() throws Exception {
    List<Delivery> all = new ArrayList<>();
    for (int n = 1; n <= 100; n++) {
      all.add(due(n, Reason.READY, NOW));
    }
    deliveries().add(all);

    List<UUID> taken = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<List<UUID>>> claims = new ArrayList<>();
      for (int n = 0; n < 30; n++) {
        Lease own = new Lease(id(600 + n), LATER);
        claims.add(() -> claim(5, own, NOW));
      }
      for (Future<List<UUID>> claim : threads.invokeAll(claims)) {
        taken.addAll(claim.get());
      }
    }
    taken.addAll(claim(100, LEASE, NOW));
    assertThat(taken).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void record_retry_isDueAgainAndCounted() {
    deliveries().add(List.of(due(1, Reason.READY, NOW)));
    claim(1, LEASE, NOW);
    deliveries().record(List.of(result(1, Reason.RETRYING, LATER)), LEASE.id(), NOW);

    assertThat(find(1).attempts()).isEqualTo(1);
    assertThat(find(1).detail()).isEqualTo("said so");
    assertThat(claim(1, OTHER, LATER.minusMillis(1))).isEmpty();
    assertThat(claim(1, OTHER, LATER)).containsExactly(id(1));
  }

  @Test
  void record_retryAfterTheLeaseWentToAnother_changesNothing() {
    deliveries().add(List.of(due(1, Reason.READY, NOW)));
    claim(1, LEASE, NOW);
    claim(1, OTHER, LATER);
    deliveries().record(List.of(result(1, Reason.RETRYING, NOW)), LEASE.id(), LATER);
    assertThat(find(1).attempts()).isZero();
    assertThat(claim(1, new Lease(id(9), DEADLINE), LATER)).isEmpty();
  }

  @Test
  void record_final_holdsWhoeverHasTheLeaseAndForGood() {
    deliveries().add(List.of(due(1, Reason.READY, NOW)));
    claim(1, LEASE, NOW);
    claim(1, OTHER, LATER);
    deliveries().record(List.of(result(1, Reason.ACCEPTED, NOW)), LEASE.id(), LATER);
    deliveries().record(List.of(result(1, Reason.REFUSED, NOW)), OTHER.id(), LATER);
    assertThat(find(1).reason()).isEqualTo(Reason.ACCEPTED);
    assertThat(deliveries().lockEvents(List.of(KEY))).isEmpty();
  }

  @Test
  void giveBack_claimed_canBeClaimedAtOnceButOnlyOnesOwn() {
    deliveries().add(List.of(due(1, Reason.READY, NOW)));
    claim(1, LEASE, NOW);
    deliveries().giveBack(List.of(id(1)), OTHER.id());
    assertThat(claim(1, OTHER, NOW)).isEmpty();
    deliveries().giveBack(List.of(id(1)), LEASE.id());
    assertThat(claim(1, OTHER, NOW)).containsExactly(id(1));
  }

  @Test
  void endLeases_claimed_canBeClaimedAtOnce() {
    deliveries().add(List.of(due(1, Reason.READY, NOW), due(2, Reason.READY, NOW)));
    assertThat(claim(1, LEASE, NOW)).hasSize(1);
    assertThat(deliveries().endLeases()).isOne();
    assertThat(claim(2, OTHER, NOW)).containsExactlyInAnyOrder(id(1), id(2));
  }

  @Test
  void postpone_due_waitsForTheBreakerAndCountsNoAttempt() {
    deliveries()
        .add(
            List.of(
                due(1, Reason.READY, NOW),
                due(2, Reason.RETRYING, NOW),
                due(3, Reason.READY, LATER),
                due(4, Reason.AWAITS_PREDECESSOR, NOW)));
    assertThat(claim(1, LEASE, NOW)).containsExactly(id(1));

    assertThat(deliveries().postpone(RECEIVER, NOW, LATER)).isEqualTo(1);
    assertThat(find(2).reason()).isEqualTo(Reason.CIRCUIT_OPEN);
    assertThat(find(2).attempts()).isZero();
    assertThat(claim(9, OTHER, LATER.minusMillis(1))).isEmpty();
    assertThat(deliveries().release("another", NOW)).isZero();
    assertThat(deliveries().release(RECEIVER, NOW)).isEqualTo(1);
    assertThat(claim(9, OTHER, NOW)).containsExactly(id(2));
  }

  @Test
  void due_claimable_isWhenTheFirstOfEachReceiverCanBe() {
    assertThat(deliveries().due(DEADLINE)).isEmpty();
    deliveries()
        .add(
            List.of(
                due(1, Reason.READY, LATER),
                due(2, Reason.AWAITS_ALERT, NOW),
                ofAnother(3, LATER.plusSeconds(1)),
                ofAnother(4, LATER)));
    assertThat(deliveries().due(LATER.minusMillis(1))).isEmpty();
    assertThat(deliveries().due(LATER)).isEqualTo(Map.of(RECEIVER, LATER, "another", LATER));
    claim(1, OTHER, LATER);
    assertThat(deliveries().due(LATER)).isEqualTo(Map.of("another", LATER));
    assertThat(deliveries().due(OTHER.until())).containsEntry(RECEIVER, OTHER.until());
  }

  @Test
  void expired_deadlineReached_areThoseWaitingUnderNoLease() {
    deliveries()
        .add(
            List.of(
                due(1, Reason.READY, NOW),
                due(2, Reason.AWAITS_PREDECESSOR, NOW),
                due(3, Reason.ACCEPTED, NOW),
                due(4, Reason.AWAITS_FLUSH, NOW)));
    claim(1, new Lease(id(9), DEADLINE.plusSeconds(1)), NOW);

    assertThat(expired(DEADLINE.minusMillis(1))).isEmpty();
    assertThat(expired(DEADLINE)).containsExactly(id(2));
    assertThat(expired(DEADLINE.plusSeconds(1))).containsExactlyInAnyOrder(id(1), id(2));
  }

  @Test
  void revive_dead_waitsWithNoAttempts() {
    deliveries().add(List.of(due(1, Reason.READY, NOW)));
    assertThat(deliveries().revive(id(1), NOW, DEADLINE)).as("not dead").isFalse();
    claim(1, LEASE, NOW);
    deliveries().record(List.of(result(1, Reason.REFUSED, NOW)), LEASE.id(), NOW);

    assertThat(deliveries().revive(id(1), LATER, DEADLINE.plusSeconds(9))).isTrue();
    Delivery revived = find(1);
    assertThat(revived.attempts()).isZero();
    assertThat(revived.redrives()).isEqualTo(1);
    assertThat(revived.deadline()).isEqualTo(DEADLINE.plusSeconds(9));
    assertThat(revived.reason()).isEqualTo(Reason.AWAITS_EARLIER);
    assertThat(sequence().queued()).extracting(QueuedEvent::id).containsExactly(id(1));
    assertThat(deliveries().revive(id(2), NOW, DEADLINE)).as("unknown").isFalse();
  }

  @Test
  void waiting_countsWhatHasNotEnded() {
    assertThat(deliveries().waiting()).isZero();
    deliveries()
        .add(
            List.of(
                due(1, Reason.READY, NOW),
                delivery(2, A, 2, Kind.FIRING, Reason.AWAITS_PREDECESSOR),
                due(3, Reason.ACCEPTED, NOW),
                due(4, Reason.NEVER_NOTIFIED, NOW)));
    deliveries().claim(RECEIVER, 1, LEASE, NOW);
    assertThat(deliveries().waiting()).isEqualTo(2);
  }

  private Delivery find(int n) {
    return deliveries().find(id(n)).orElseThrow();
  }

  private EventDeliverySequence sequence() {
    return deliveries().lockEvents(List.of(KEY)).getFirst();
  }

  private List<UUID> claim(int limit, Lease lease, Instant now) {
    return ids(deliveries().claim(RECEIVER, limit, lease, now));
  }

  private List<UUID> expired(Instant now) {
    return ids(deliveries().expired(now, 10));
  }

  private static List<UUID> ids(Collection<Delivery> deliveries) {
    return deliveries.stream().map(Delivery::id).toList();
  }

  private static AttemptResult result(int n, Reason reason, Instant dueAt) {
    return new AttemptResult(id(n), reason, dueAt, true, "said so");
  }

  private static Delivery delivery(
      int n, Fingerprint fingerprint, long seq, Kind kind, Reason reason) {
    return delivery(
        n,
        new AlertEvent(id(900), GROUP, ALERT, fingerprint, seq, kind, Optional.empty()),
        reason,
        NOW);
  }

  private static Delivery due(int n, Reason reason, Instant dueAt) {
    return delivery(
        n,
        new AlertEvent(id(900), GROUP, ALERT, A, n, Kind.FIRING, Optional.empty()),
        reason,
        dueAt);
  }

  private static Delivery delivery(int n, AlertEvent event, Reason reason, Instant dueAt) {
    return delivery(n, event, RECEIVER, reason, dueAt);
  }

  private static Delivery ofAnother(int n, Instant dueAt) {
    return delivery(
        n,
        new AlertEvent(id(900), GROUP, ALERT, B, n, Kind.FIRING, Optional.empty()),
        "another",
        Reason.READY,
        dueAt);
  }

  static Delivery delivery(int n, Subject subject, String receiver, Reason reason, Instant dueAt) {
    return new Delivery(id(n), subject, receiver, reason, 0, "{}", NOW, dueAt, DEADLINE, 0, 0, "");
  }
}
