package dev.tocsin.notifier.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.delivery.Delivery;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.notifier.timeline.AlertTimeline;
import dev.tocsin.routing.event.AlertEvent;
import dev.tocsin.routing.group.FlushRecord;
import dev.tocsin.routing.state.Acknowledgement;
import dev.tocsin.routing.state.Acknowledgement.End;
import dev.tocsin.routing.timeline.TimelineEntry;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An entry of the history of an alert.
 *
 * @param kind {@code event}, {@code decision} or {@code acknowledgement}
 * @param what the kind of the event, the reason of the decision, or how the acknowledgement began
 *     or ended
 * @param event the alert as it was, of an event
 * @param decision of a decision
 * @param acknowledgement of an acknowledgement
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
record ShownEntry(
    String at,
    String kind,
    String what,
    String sentence,
    @Nullable ShownEvent event,
    @Nullable ShownFlush decision,
    @Nullable ShownAcknowledgement acknowledgement) {
  static ShownEntry of(TimelineEntry entry, AlertTimeline timeline) {
    String at = Rfc3339.format(entry.at());
    return switch (entry) {
      case TimelineEntry.Happened(AlertEvent event) ->
          new ShownEntry(
              at, "event", event.kind().code(), sentence(event), ShownEvent.of(event), null, null);
      case TimelineEntry.Decided(FlushRecord decision, String sentence) ->
          new ShownEntry(
              at,
              "decision",
              decision.reason(),
              sentence,
              null,
              ShownFlush.of(decision, timeline.deliveryOf(decision).orElse(null)),
              null);
      case TimelineEntry.Acknowledged(Acknowledgement made) ->
          acknowledgement(at, "acknowledged", "acknowledged by " + made.author(), made);
      case TimelineEntry.AcknowledgementEnded(Acknowledgement ended) ->
          acknowledgement(
              at,
              ended.end().map(end -> end.cause().code()).orElse("time_up"),
              ended.end().map(ShownEntry::sentence).orElse("the acknowledgement's time was up"),
              ended);
    };
  }

  private static ShownEntry acknowledgement(
      String at, String what, String sentence, Acknowledgement of) {
    return new ShownEntry(
        at, "acknowledgement", what, sentence, null, null, ShownAcknowledgement.of(of));
  }

  private static String sentence(AlertEvent event) {
    return switch (event.kind()) {
      case STARTED -> "the alert began to fire";
      case UPDATED -> "its annotations changed";
      case RESOLVED -> "its source said that it had ended";
      case END_CHANGED -> "it ended at another time than was known";
      case OVERDUE -> "it is overdue: nobody has reacted to it in time";
      case TIMED_OUT -> "its end passed without another word from its source";
    };
  }

  private static String sentence(End end) {
    return switch (end.cause()) {
      case RESOLVED -> "the acknowledgement ended, since the alert did";
      case SEVERITY_ROSE -> "the acknowledgement ended, since the alert's severity rose";
      case UNACKNOWLEDGED -> "the acknowledgement was ended by " + end.author();
    };
  }

  /** The alert as it was after an event. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShownEvent(String startsAt, @Nullable String endsAt, Map<String, String> annotations) {
    static ShownEvent of(AlertEvent event) {
      return new ShownEvent(
          Rfc3339.format(event.startsAt()),
          event.endsAt().map(Rfc3339::format).orElse(null),
          event.annotations());
    }
  }

  /** A decision, and what became of the notification that it made. */
  @Serdeable
  @JsonInclude(JsonInclude.Include.NON_NULL)
  record ShownFlush(
      UUID group,
      long flush,
      String integration,
      boolean notifies,
      List<String> causes,
      @Nullable ShownDelivery delivery) {
    static ShownFlush of(FlushRecord decision, @Nullable Delivery delivery) {
      return new ShownFlush(
          decision.group(),
          decision.flush(),
          decision.integration(),
          decision.notifies(),
          decision.causes(),
          delivery == null ? null : ShownDelivery.of(delivery));
    }
  }

  /** How a delivery stands. */
  @Serdeable
  record ShownDelivery(UUID id, String state, String reason, int attempts, String detail) {
    static ShownDelivery of(Delivery delivery) {
      return new ShownDelivery(
          delivery.id(),
          delivery.reason().state().code(),
          delivery.reason().code(),
          delivery.attempts(),
          delivery.detail());
    }
  }
}
