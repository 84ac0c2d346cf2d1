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
import static dev.tocsin.core.delivery.Reason.NEVER_TOLD;
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
    DeliverySequence.Step step = line(0, place(1, 1, FIRING, AWAITS_PREDECESSOR)).step(Map.of());
    assertThat(step.changes()).isEqualTo(Map.of(id(1), READY));
    assertThat(step.recorded()).isZero();
  }

  @Test
  void step_predecessorMissing_waitsForIt() {
    assertThat(changes(line(1, place(1, 3, FIRING, AWAITS_ALERT))))
        .isEqualTo(Map.of(id(1), AWAITS_PREDECESSOR));
  }

  @Test
  void step_predecessorUnderWay_waitsForIt() {
    DeliverySequence line = line(1, place(1, 2, FIRING, RETRYING), place(2, 3, RESOLVED, AWAITS_PREDECESSOR));
    assertThat(changes(line)).isEmpty();
  }

  @Test
  void step_predecessorAccepted_isReadyAndAlertIsTold() {
    DeliverySequence line = line(0, place(1, 1, FIRING, READY), place(2, 2, RESOLVED, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = line.step(Map.of(id(1), ACCEPTED));
    assertThat(step).isEqualTo(new DeliverySequence.Step(FINGERPRINT, 1, Map.of(id(2), READY), Set.of(ALERT)));
  }

  @Test
  void step_predecessorDead_nextFiringIsReady() {
    DeliverySequence line = line(0, place(1, 1, FIRING, RETRYING), place(2, 2, FIRING, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = line.step(Map.of(id(1), REFUSED));
    assertThat(step).isEqualTo(new DeliverySequence.Step(FINGERPRINT, 1, Map.of(id(2), READY), Set.of()));
  }

  @Test
  void step_resolutionOfAlertNeverTold_isDecidedAgainstAndTheNextAlertIsReady() {
    DeliverySequence line =
        line(
            0,
            place(1, 1, FIRING, RETRYING),
            place(2, 2, RESOLVED, AWAITS_PREDECESSOR),
            new QueuedDelivery(id(3), NEXT_ALERT, 3, FIRING, 3, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = line.step(Map.of(id(1), DEADLINE_PASSED));
    assertThat(step.recorded()).isEqualTo(2);
    assertThat(step.changes()).isEqualTo(Map.of(id(2), NEVER_TOLD, id(3), READY));
  }

  @Test
  void step_resolutionOfToldAlert_isReady() {
    DeliverySequence line = told(3, place(4, 4, RESOLVED, AWAITS_PREDECESSOR));
    assertThat(changes(line)).isEqualTo(Map.of(id(4), READY));
  }

  @Test
  void with_resolutionOfAnAlertToldBefore_isReady() {
    DeliverySequence line = line(3).with(List.of(place(4, 4, RESOLVED, AWAITS_PREDECESSOR)), Set.of(ALERT));
    assertThat(changes(line)).isEqualTo(Map.of(id(4), READY));
  }

  @Test
  void step_firingDrivenAgainAndAccepted_bringsItsResolutionBack() {
    DeliverySequence line = line(5, place(1, 1, FIRING, READY), place(2, 2, RESOLVED, NEVER_TOLD));
    DeliverySequence.Step step = line.step(Map.of(id(1), ACCEPTED));
    assertThat(step).isEqualTo(new DeliverySequence.Step(FINGERPRINT, 5, Map.of(id(2), READY), Set.of(ALERT)));
  }

  @Test
  void step_otherAlertAccepted_leavesTheResolutionDecidedAgainst() {
    DeliverySequence line =
        line(
            2,
            new QueuedDelivery(id(3), NEXT_ALERT, 3, FIRING, 3, READY),
            place(2, 2, RESOLVED, NEVER_TOLD));
    assertThat(line.step(Map.of(id(3), ACCEPTED)).changes()).isEmpty();
  }

  @Test
  void step_deadlineOfOneThatWaited_endsTheWaitForThoseMissing() {
    DeliverySequence line =
        line(1, place(1, 4, FIRING, AWAITS_PREDECESSOR), place(2, 5, FIRING, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = line.step(Map.of(id(1), DEADLINE_PASSED));
    assertThat(step.recorded()).isEqualTo(4);
    assertThat(step.changes()).isEqualTo(Map.of(id(2), READY));
  }

  @Test
  void step_numberAlreadyPassed_isReadyAtOnce() {
    assertThat(changes(line(9, place(1, 1, FIRING, AWAITS_PREDECESSOR))))
        .isEqualTo(Map.of(id(1), READY));
  }

  @Test
  void step_unreadablePredecessor_isPassedOver() {
    DeliverySequence line =
        line(1, place(1, 2, UNREADABLE, MALFORMED_EVENT), place(2, 3, FIRING, AWAITS_PREDECESSOR));
    DeliverySequence.Step step = line.step(Map.of());
    assertThat(step.recorded()).isEqualTo(2);
    assertThat(step.changes()).isEqualTo(Map.of(id(2), READY));
  }

  @Test
  void step_extraBeforeItsAlert_waits() {
    DeliverySequence line = line(0, place(1, 1, FIRING, READY), place(2, 1, ENRICHED, AWAITS_EARLIER));
    assertThat(changes(line)).isEqualTo(Map.of(id(2), AWAITS_ALERT));
  }

  @Test
  void step_severalExtras_goInOrderOfArrival() {
    DeliverySequence line =
        line(
            2,
            place(6, 1, APPROVAL_REQUESTED, AWAITS_ALERT),
            place(5, 2, ENRICHED, AWAITS_ALERT),
            place(7, 3, ENRICHED, AWAITS_EARLIER));
    assertThat(changes(line))
        .isEqualTo(Map.of(id(5), READY, id(6), AWAITS_EARLIER, id(7), AWAITS_ALERT));
  }

  @Test
  void step_extraUnderWay_holdsOtherExtrasButNoFiring() {
    DeliverySequence line =
        line(
            1,
            place(1, 1, ENRICHED, CIRCUIT_OPEN),
            place(2, 1, ENRICHED, AWAITS_ALERT),
            place(3, 2, FIRING, AWAITS_PREDECESSOR));
    assertThat(changes(line)).isEqualTo(Map.of(id(2), AWAITS_EARLIER, id(3), READY));
  }

  @Test
  void step_extraEnded_nextOneIsReady() {
    DeliverySequence line = line(1, place(1, 1, ENRICHED, READY), place(2, 1, ENRICHED, AWAITS_EARLIER));
    assertThat(line.step(Map.of(id(1), REFUSED)).changes()).isEqualTo(Map.of(id(2), READY));
  }

  @Test
  void without_deliveries_leavesTheOthersChanges() {
    DeliverySequence.Step step =
        new DeliverySequence.Step(FINGERPRINT, 1, Map.of(id(1), READY, id(2), AWAITS_ALERT), Set.of(ALERT));
    assertThat(step.without(Set.of(id(2), id(3))))
        .isEqualTo(new DeliverySequence.Step(FINGERPRINT, 1, Map.of(id(1), READY), Set.of(ALERT)));
  }

  private static Map<UUID, Reason> changes(DeliverySequence line) {
    return line.step(Map.of()).changes();
  }

  private static DeliverySequence line(long recorded, QueuedDelivery... places) {
    return new DeliverySequence(FINGERPRINT, recorded, Arrays.asList(places), Set.of());
  }

  private static DeliverySequence told(long recorded, QueuedDelivery place) {
    return new DeliverySequence(FINGERPRINT, recorded, List.of(place), Set.of(ALERT));
  }

  private static QueuedDelivery place(int id, long seq, Kind kind, Reason reason) {
    return new QueuedDelivery(id(id), ALERT, seq, kind, id, reason);
  }

  private static UUID id(int number) {
    return new UUID(0, number);
  }
}
