package dev.tocsin.testkit.delivery;

import static dev.tocsin.testkit.CountingIds.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.delivery.AttemptResult;
import dev.tocsin.core.delivery.Deliveries;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.delivery.GroupDeliverySequence;
import dev.tocsin.core.delivery.GroupDeliverySequence.Change;
import dev.tocsin.core.delivery.GroupIntegration;
import dev.tocsin.core.delivery.GroupNotice;
import dev.tocsin.core.delivery.Lease;
import dev.tocsin.core.delivery.QueuedFlush;
import dev.tocsin.core.delivery.Reason;
import dev.tocsin.core.delivery.Subject.GroupFlush;
import dev.tocsin.core.label.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link Deliveries} promises of the flushes of groups. */
public abstract class GroupDeliveriesContract {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00.123Z");
  private static final Instant LATER = NOW.plusSeconds(30);
  private static final Instant DEADLINE = NOW.plusSeconds(86_400);
  private static final String WEB = "team-db/webhook[0]";
  private static final String CHAT = "team-db/webhook[1]";
  private static final GroupIntegration KEY = new GroupIntegration(id(800), WEB);
  private static final Lease LEASE = new Lease(id(500), LATER);

  /** The store under test, empty; always the same one within a test. */
  protected abstract Deliveries deliveries();

  @Test
  void find_everyField_isAsItWasAdded() {
    GroupFlush full =
        new GroupFlush(
            id(800),
            7,
            false,
            new GroupNotice(
                Set.of(new Fingerprint(-1), new Fingerprint(2)),
                Set.of(new Fingerprint(3)),
                Set.of(new Fingerprint(2)),
                Duration.ofHours(8)),
            Map.of(new Fingerprint(3), NOW, new Fingerprint(-4), LATER));
    Delivery added =
        new Delivery(
            id(1), full, WEB, Reason.READY, 0, "{\"a\":1}", NOW, LATER, DEADLINE, 0, 0, "");
    deliveries().add(List.of(added));
    assertThat(deliveries().find(id(1)))
        .get()
        .usingRecursiveComparison()
        .ignoringFields("arrival")
        .isEqualTo(added);
  }

  @Test
  void add_secondInFlightOrBehindOrFlushOfThatNumber_isRefused() {
    deliveries().add(List.of(flush(1, 1, Reason.READY), flush(2, 2, Reason.AWAITS_EARLIER)));
    assertRefused(flush(3, 3, Reason.READY));
    assertRefused(flush(3, 3, Reason.AWAITS_EARLIER));
    assertRefused(flush(3, 2, Reason.SUPERSEDED));
    deliveries()
        .add(List.of(flush(3, 3, Reason.SUPERSEDED), ofChat(4, 1), flush(1, 9, Reason.READY)));
    assertThat(deliveries().waiting()).isEqualTo(3);
  }

  private void assertRefused(Delivery delivery) {
    assertThatThrownBy(() -> deliveries().add(List.of(delivery)))
        .isInstanceOf(RuntimeException.class);
  }

  @Test
  void addLeased_thoseWhoseTurnItIs_areUnderTheLease() {
    deliveries()
        .addLeased(List.of(flush(1, 1, Reason.READY), flush(2, 2, Reason.AWAITS_EARLIER)), LEASE);

    assertThat(deliveries().claim(WEB, 9, new Lease(id(501), DEADLINE), LATER.minusMillis(1)))
        .isEmpty();
    assertThat(sequence().waiting())
        .extracting(QueuedFlush::lease)
        .containsExactly(Optional.of(LEASE), Optional.empty());
    assertThat(deliveries().claim(WEB, 9, new Lease(id(501), DEADLINE), LATER))
        .extracting(Delivery::id)
        .containsExactly(id(1));
  }

  @Test
  void putBehind_claimed_areDueOneAfterTheOtherBehindThoseBefore() {
    Duration interval = Duration.ofSeconds(2);
    deliveries()
        .addLeased(
            List.of(
                flush(1, 1, Reason.READY),
                ofChat(2, 1),
                otherGroup(3),
                otherGroup(4),
                otherGroup(5)),
            LEASE);

    deliveries().putBehind(WEB, List.of(id(3), id(1)), LEASE.id(), LATER, interval);
    deliveries().putBehind(WEB, List.of(id(4)), LEASE.id(), LATER, interval);
    deliveries().putBehind(WEB, List.of(id(5)), id(501), LATER, interval);
    deliveries().putBehind(CHAT, List.of(id(2)), LEASE.id(), LATER, interval);

    assertThat(dueOf(3)).isEqualTo(LATER);
    assertThat(dueOf(1)).isEqualTo(LATER.plusSeconds(2));
    assertThat(dueOf(4)).isEqualTo(LATER.plusSeconds(4));
    assertThat(deliveries().find(id(5)).orElseThrow().reason()).isEqualTo(Reason.READY);
    assertThat(dueOf(2)).as("another receiver").isEqualTo(LATER);
    assertThat(deliveries().claim(WEB, 9, new Lease(id(502), DEADLINE), LATER.plusSeconds(3)))
        .extracting(Delivery::id)
        .containsExactly(id(5), id(3), id(1));

    Lease again = new Lease(id(502), DEADLINE);
    Instant next = LATER.plusSeconds(3);
    deliveries().putBehind(WEB, List.of(id(3), id(1), id(5)), again.id(), next, interval);

    assertThat(dueOf(3)).as("had waited").isEqualTo(next);
    assertThat(dueOf(1)).as("had waited").isEqualTo(next.plusSeconds(2));
    assertThat(dueOf(4)).as("is not among them").isEqualTo(LATER.plusSeconds(4));
    assertThat(dueOf(5)).as("is new").isEqualTo(next.plusSeconds(4));
  }

  private Instant dueOf(int number) {
    Delivery put = deliveries().find(id(number)).orElseThrow();
    assertThat(put.reason()).isEqualTo(Reason.RATE_LIMITED);
    return put.dueAt();
  }

  @Test
  void addLeased_oneThatWaitsForItsRate_isLeftToItsTime() {
    deliveries().addLeased(List.of(flush(1, 1, Reason.RATE_LIMITED)), LEASE);

    assertThat(deliveries().claim(WEB, 9, new Lease(id(501), DEADLINE), NOW.plusMillis(1)))
        .hasSize(1);
  }

  @Test
  void lockGroups_waiting_areThoseOfEachInTheOrderOfTheirFlushes() {
    deliveries()
        .add(
            List.of(
                flush(2, 2, Reason.AWAITS_EARLIER),
                flush(1, 1, Reason.RETRYING),
                flush(3, 3, Reason.ACCEPTED),
                ofChat(4, 1)));
    List<GroupDeliverySequence> locked =
        deliveries()
            .lockGroups(
                List.of(
                    new GroupIntegration(id(801), WEB), new GroupIntegration(id(800), CHAT), KEY));

    assertThat(locked).extracting(sequence -> sequence.key().receiver()).containsExactly(WEB, CHAT);
    assertThat(locked.getFirst().waiting())
        .isEqualTo(
            List.of(
                new QueuedFlush(id(1), content(1), Reason.RETRYING, NOW, 0, Optional.empty()),
                new QueuedFlush(
                    id(2), content(2), Reason.AWAITS_EARLIER, NOW, 0, Optional.empty())));
  }

  @Test
  void waitingGroups_anyDeliveryWaits_isOfTheGroupsThatWereNamed() {
    deliveries().add(List.of(flush(1, 1, Reason.ACCEPTED), ofChat(4, 1)));

    assertThat(deliveries().waitingGroups(List.of(id(800), id(801)))).containsExactly(id(800));
    assertThat(deliveries().waitingGroups(List.of(id(801)))).isEmpty();
    deliveries()
        .record(
            List.of(new AttemptResult(id(4), Reason.ACCEPTED, NOW, true, "HTTP 200")),
            LEASE.id(),
            NOW);
    assertThat(deliveries().waitingGroups(List.of(id(800)))).isEmpty();
  }

  @Test
  void saveGroups_changes_areWrittenAndEndTheLease() {
    deliveries()
        .addLeased(List.of(flush(1, 1, Reason.READY), flush(2, 2, Reason.AWAITS_EARLIER)), LEASE);
    deliveries().saveGroups(List.of(new Change(id(1), Reason.SUPERSEDED, NOW, 4)), NOW);
    deliveries().saveGroups(List.of(new Change(id(2), Reason.RETRYING, LATER, 5)), NOW);
    deliveries().saveGroups(List.of(new Change(id(1), Reason.READY, NOW, 0)), NOW);

    assertThat(find(1).reason()).as("it has ended").isEqualTo(Reason.SUPERSEDED);
    assertThat(sequence().waiting())
        .isEqualTo(
            List.of(
                new QueuedFlush(id(2), content(2), Reason.RETRYING, LATER, 5, Optional.empty())));
    assertThat(deliveries().due(LATER)).isEqualTo(Map.of(WEB, LATER));
  }

  @Test
  void record_ended_isOutOfTheSequence() {
    deliveries().addLeased(List.of(flush(1, 1, Reason.READY)), LEASE);
    deliveries()
        .record(
            List.of(new AttemptResult(id(1), Reason.ACCEPTED, NOW, true, "HTTP 200")),
            LEASE.id(),
            NOW);
    assertThat(find(1).attempts()).isEqualTo(1);
    assertThat(deliveries().lockGroups(List.of(KEY))).isEmpty();
  }

  @Test
  void expired_deadlineReached_areThoseThatWait() {
    deliveries().add(List.of(flush(1, 1, Reason.READY), flush(2, 2, Reason.AWAITS_EARLIER)));
    assertThat(deliveries().expired(DEADLINE, 9))
        .extracting(Delivery::id)
        .containsExactlyInAnyOrder(id(1), id(2));
  }

  @Test
  void revive_deadWithoutALaterFlush_isReady() {
    deliveries().add(List.of(flush(1, 1, Reason.REFUSED), ofChat(2, 9)));
    assertThat(deliveries().revive(id(1), LATER, DEADLINE.plusSeconds(9))).isTrue();
    assertThat(find(1).reason()).isEqualTo(Reason.READY);
    assertThat(find(1).redrives()).isEqualTo(1);
    assertThat(deliveries().due(LATER)).containsEntry(WEB, LATER);
  }

  @Test
  void revive_deadWithALaterFlush_isNotDone() {
    deliveries().add(List.of(flush(1, 1, Reason.REFUSED), flush(2, 2, Reason.ACCEPTED)));
    assertThat(deliveries().revive(id(1), LATER, DEADLINE)).isFalse();
    assertThat(find(1).reason()).isEqualTo(Reason.REFUSED);
  }

  private Delivery find(int n) {
    return deliveries().find(id(n)).orElseThrow();
  }

  private GroupDeliverySequence sequence() {
    return deliveries().lockGroups(List.of(KEY)).getFirst();
  }

  private static Delivery flush(int n, long number, Reason reason) {
    return DeliveriesContract.delivery(n, content(number), WEB, reason, NOW);
  }

  private static Delivery ofChat(int n, long number) {
    return DeliveriesContract.delivery(n, content(number), CHAT, Reason.READY, NOW);
  }

  /** The first flush of a group that has no other. */
  private static Delivery otherGroup(int n) {
    return DeliveriesContract.delivery(n, content(810 + n, 1), WEB, Reason.READY, NOW);
  }

  private static GroupFlush content(long number) {
    return content(800, number);
  }

  private static GroupFlush content(int group, long number) {
    Set<Fingerprint> firing = Set.of(new Fingerprint(number));
    return new GroupFlush(
        id(group),
        number,
        true,
        new GroupNotice(firing, Set.of(), firing, Duration.ofHours(8)),
        Map.of());
  }
}
