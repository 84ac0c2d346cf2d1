package dev.tocsin.core.delivery;

import dev.tocsin.core.label.Fingerprint;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a delivery is about, and so what gives it its place in an order. */
public sealed interface Subject {
  /** The group of alerts that it is about, or that its alert is in. */
  UUID group();

  /** What it says, as rows and meters write it. */
  String code();

  /**
   * An event of one alert, for an integration that wants every event. All are sent, in order:
   * {@link EventDeliverySequence}.
   *
   * @param eventId the event that is reported, and the key by which the receiver knows a repeat
   * @param group whose flush decides on it
   * @param alertId the alert that it reports; one fingerprint has one after the other
   * @param seq the evaluator's number of the event, or the number that it answers
   * @param approval where it is present, the body has a placeholder for the link
   */
  record AlertEvent(
      UUID eventId,
      UUID group,
      UUID alertId,
      Fingerprint fingerprint,
      long seq,
      Kind kind,
      Optional<ApprovalLink> approval)
      implements Subject {
    /** The same event in another group. */
    public AlertEvent in(UUID other) {
      return new AlertEvent(eventId, other, alertId, fingerprint, seq, kind, approval);
    }

    @Override
    public String code() {
      return kind.code();
    }
  }

  /**
   * A flush of a group of alerts. Only the newest state of a group is sent: {@link
   * GroupDeliverySequence}.
   *
   * @param flush its number within the group, from 1
   * @param notifiesResolved whether the integration is notified of resolved alerts
   * @param notice what the integration knows once it accepted the delivery
   * @param leaving the resolved alerts that leave the group then, each with the time of its last
   *     news that the flush saw; one with later news stays
   */
  record GroupFlush(
      UUID group,
      long flush,
      boolean notifiesResolved,
      GroupNotice notice,
      Map<Fingerprint, Instant> leaving)
      implements Subject {
    public GroupFlush {
      leaving = Map.copyOf(leaving);
    }

    @Override
    public String code() {
      return "group";
    }
  }
}
