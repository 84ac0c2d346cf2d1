package dev.tocsin.core.delivery;

import static dev.tocsin.core.delivery.Kind.APPROVAL_REQUESTED;
import static dev.tocsin.core.delivery.Kind.ENRICHED;
import static dev.tocsin.core.delivery.Kind.FIRING;
import static dev.tocsin.core.delivery.Kind.RESOLVED;
import static dev.tocsin.core.delivery.Kind.UNREADABLE;
import static dev.tocsin.core.delivery.Reason.ACCEPTED;
import static dev.tocsin.core.delivery.Reason.AWAITS_ALERT;
import static dev.tocsin.core.delivery.Reason.AWAITS_EARLIER;
import static dev.tocsin.core.delivery.Reason.AWAITS_PREDECESSOR;
import static dev.tocsin.core.delivery.Reason.CIRCUIT_OPEN;
import static dev.tocsin.core.delivery.Reason.DEADLINE_PASSED;
import static dev.tocsin.core.delivery.Reason.MALFORMED_EVENT;
import static dev.tocsin.core.delivery.Reason.NEVER_NOTIFIED;
import static dev.tocsin.core.delivery.Reason.READY;
import static dev.tocsin.core.delivery.Reason.REFUSED;
import static dev.tocsin.core.delivery.Reason.RETRYING;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class DeliverySequenceTest {
  private static final Fingerprint FINGERPRINT = new Fingerprint(7);
  private static final UUID ALERT = new UUID(1, 0);
  private static final UUID NEXT_ALERT = new UUID(2, 0);

  @Test
  void step_firstFiring_isReady() {
    DeliverySequence.Step step =
        sequence(0, queued(1, 1, FIRING, AWAITS_PREDECESSOR)).step(Map.of());
    assertThat(step.changes()).isEqualTo(Map.of(id(1), READY));
    assertThat(step.recorded()).isZero();
  }

  @Test
  void step_predecessorMissing_waitsForIt() {
    assertThat(changes(sequence(1, queued(1, 3, FIRING, AWAITS_ALERT))))
        .isEqualTo(Map.of(id(1), AWAITS_PREDECESSOR));
  }

  @Test
  void step_predecessorUnderWay_waitsForIt() {
    DeliverySequence sequence =
        sequence(1, queued(1, 2, FIRING, RETRYING), queued(2, 3, RESOLVED, AWAITS_PREDECESSOR));
    assertThat(changes(sequence)).isEmpty();
  }

  @Test
  void step_predecessorAccepted_isReadyAndAlertIsNotified() {
    DeliverySequence sequence =
        sequence(0, queued(1, 1, FIRING, READY), queued(2, 2, RESOLVED, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = sequence.step(Map.of(id(1), ACCEPTED));
    assertThat(step)
        .isEqualTo(new DeliverySequence.Step(FINGERPRINT, 1, Map.of(id(2), READY), Set.of(ALERT)));
  }

  @Test
  void step_predecessorDead_nextFiringIsReady() {
    DeliverySequence sequence =
        sequence(0, queued(1, 1, FIRING, RETRYING), queued(2, 2, FIRING, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = sequence.step(Map.of(id(1), REFUSED));
    assertThat(step)
        .isEqualTo(new DeliverySequence.Step(FINGERPRINT, 1, Map.of(id(2), READY), Set.of()));
  }

  @Test
  void step_resolutionOfAlertNeverNotified_isDecidedAgainstAndTheNextAlertIsReady() {
    DeliverySequence sequence =
        sequence(
            0,
            queued(1, 1, FIRING, RETRYING),
            queued(2, 2, RESOLVED, AWAITS_PREDECESSOR),
            new QueuedDelivery(id(3), NEXT_ALERT, 3, FIRING, 3, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = sequence.step(Map.of(id(1), DEADLINE_PASSED));
    assertThat(step.recorded()).isEqualTo(2);
    assertThat(step.changes()).isEqualTo(Map.of(id(2), NEVER_NOTIFIED, id(3), READY));
  }

  @Test
  void step_resolutionOfNotifiedAlert_isReady() {
    DeliverySequence sequence = notified(3, queued(4, 4, RESOLVED, AWAITS_PREDECESSOR));
    assertThat(changes(sequence)).isEqualTo(Map.of(id(4), READY));
  }

  @Test
  void with_resolutionOfAnAlertNotifiedBefore_isReady() {
    DeliverySequence sequence =
        sequence(3).with(List.of(queued(4, 4, RESOLVED, AWAITS_PREDECESSOR)), Set.of(ALERT));
    assertThat(changes(sequence)).isEqualTo(Map.of(id(4), READY));
  }

  @Test
  void step_firingDrivenAgainAndAccepted_bringsItsResolutionBack() {
    DeliverySequence sequence =
        sequence(5, queued(1, 1, FIRING, READY), queued(2, 2, RESOLVED, NEVER_NOTIFIED));
    DeliverySequence.Step step = sequence.step(Map.of(id(1), ACCEPTED));
    assertThat(step)
        .isEqualTo(new DeliverySequence.Step(FINGERPRINT, 5, Map.of(id(2), READY), Set.of(ALERT)));
  }

  @Test
  void step_otherAlertAccepted_leavesTheResolutionDecidedAgainst() {
    DeliverySequence sequence =
        sequence(
            2,
            new QueuedDelivery(id(3), NEXT_ALERT, 3, FIRING, 3, READY),
            queued(2, 2, RESOLVED, NEVER_NOTIFIED));
    assertThat(sequence.step(Map.of(id(3), ACCEPTED)).changes()).isEmpty();
  }

  @Test
  void step_deadlineOfOneThatWaited_endsTheWaitForThoseMissing() {
    DeliverySequence sequence =
        sequence(
            1, queued(1, 4, FIRING, AWAITS_PREDECESSOR), queued(2, 5, FIRING, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = sequence.step(Map.of(id(1), DEADLINE_PASSED));
    assertThat(step.recorded()).isEqualTo(4);
    assertThat(step.changes()).isEqualTo(Map.of(id(2), READY));
  }

  @Test
  void step_numberAlreadyPassed_isReadyAtOnce() {
    assertThat(changes(sequence(9, queued(1, 1, FIRING, AWAITS_PREDECESSOR))))
        .isEqualTo(Map.of(id(1), READY));
  }

  @Test
  void step_unreadablePredecessor_isPassedOver() {
    DeliverySequence sequence =
        sequence(
            1, queued(1, 2, UNREADABLE, MALFORMED_EVENT), queued(2, 3, FIRING, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = sequence.step(Map.of());
    assertThat(step.recorded()).isEqualTo(2);
    assertThat(step.changes()).isEqualTo(Map.of(id(2), READY));
  }

  @Test
  void step_extraBeforeItsAlert_waits() {
    DeliverySequence sequence =
        sequence(0, queued(1, 1, FIRING, READY), queued(2, 1, ENRICHED, AWAITS_EARLIER));
    assertThat(changes(sequence)).isEqualTo(Map.of(id(2), AWAITS_ALERT));
  }

  @Test
  void step_severalExtras_goInOrderOfArrival() {
    DeliverySequence sequence =
        sequence(
            2,
            queued(6, 1, APPROVAL_REQUESTED, AWAITS_ALERT),
            queued(5, 2, ENRICHED, AWAITS_ALERT),
            queued(7, 3, ENRICHED, AWAITS_EARLIER));
    assertThat(changes(sequence))
        .isEqualTo(Map.of(id(5), READY, id(6), AWAITS_EARLIER, id(7), AWAITS_ALERT));
  }

  @Test
  void step_extraUnderWay_holdsOtherExtrasButNoFiring() {
    DeliverySequence sequence =
        sequence(
            1,
            queued(1, 1, ENRICHED, CIRCUIT_OPEN),
            queued(2, 1, ENRICHED, AWAITS_ALERT),
            queued(3, 2, FIRING, AWAITS_PREDECESSOR));
    assertThat(changes(sequence)).isEqualTo(Map.of(id(2), AWAITS_EARLIER, id(3), READY));
  }

  @Test
  void step_extraEnded_nextOneIsReady() {
    DeliverySequence sequence =
        sequence(1, queued(1, 1, ENRICHED, READY), queued(2, 1, ENRICHED, AWAITS_EARLIER));
    assertThat(sequence.step(Map.of(id(1), REFUSED)).changes()).isEqualTo(Map.of(id(2), READY));
  }

  @Test
  void without_deliveries_leavesTheOthersChanges() {
    DeliverySequence.Step step =
        new DeliverySequence.Step(
            FINGERPRINT, 1, Map.of(id(1), READY, id(2), AWAITS_ALERT), Set.of(ALERT));
    assertThat(step.without(Set.of(id(2), id(3))))
        .isEqualTo(new DeliverySequence.Step(FINGERPRINT, 1, Map.of(id(1), READY), Set.of(ALERT)));
  }

  private static Map<UUID, Reason> changes(DeliverySequence sequence) {
    return sequence.step(Map.of()).changes();
  }

  private static DeliverySequence sequence(long recorded, QueuedDelivery... queuedDeliveries) {
    return new DeliverySequence(FINGERPRINT, recorded, Arrays.asList(queuedDeliveries), Set.of());
  }

  private static DeliverySequence notified(long recorded, QueuedDelivery queued) {
    return new DeliverySequence(FINGERPRINT, recorded, List.of(queued), Set.of(ALERT));
  }

  private static QueuedDelivery queued(int id, long seq, Kind kind, Reason reason) {
    return new QueuedDelivery(id(id), ALERT, seq, kind, id, reason);
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
