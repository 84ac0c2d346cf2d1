package dev.tocsin.routing.explain;

import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.flush.Reason;
import dev.tocsin.routing.flush.SendReason;
import dev.tocsin.routing.flush.SkipReason;
import dev.tocsin.routing.group.FlushRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A stored decision in one sentence: {@code team-db/webhook[0] was not notified at 12:00:00 UTC:
 * nothing was new since 10:02:00 UTC, and it is too early to repeat it before 14:02:00 UTC}.
 */
public final class DecisionSentence {
  private final FlushRecord decision;
  private final Optional<NotificationLog> log;
  private final Duration repeatInterval;
  private final Instant now;

  private DecisionSentence(
      FlushRecord decision, Optional<NotificationLog> log, Duration repeatInterval, Instant now) {
    this.decision = decision;
    this.log = log;
    this.repeatInterval = repeatInterval;
    this.now = now;
  }

  /**
   * @param log what the integration knew at the decision, where that is known
   * @param now when the sentence is said
   */
  public static String of(
      FlushRecord decision, Optional<NotificationLog> log, Duration repeatInterval, Instant now) {
    return new DecisionSentence(decision, log, repeatInterval, now).text();
  }

  private String text() {
    return "%s %s at %s: %s"
        .formatted(
            decision.integration(),
            decision.notifies() ? "was notified" : "was not notified",
            TimeText.of(decision.at(), now),
            Reason.of(decision.reason()).map(this::why).orElse(decision.reason()));
  }

  private String why(Reason reason) {
    return switch (reason) {
      case SendReason sends -> whySent(sends) + inPlaceOf();
      case SkipReason skips -> whySkipped(skips);
    };
  }

  private String whySent(SendReason reason) {
    return switch (reason) {
      case FIRST_NOTIFICATION ->
          "it was the first notification of the group (%s)".formatted(numbers());
      case NEW_ALERTS -> "alerts had come (%s)".formatted(numbers());
      case SOME_RESOLVED -> "some alerts had ended (%s)".formatted(numbers());
      case ALL_RESOLVED -> "all alerts had ended (%s)".formatted(numbers());
      case OVERDUE -> "an alert was overdue, which was not said yet (%s)".formatted(numbers());
      case REPEAT_INTERVAL_ELAPSED ->
          "nothing was new, and the repeat interval of %s had elapsed (%s)"
              .formatted(DurationText.of(repeatInterval), numbers());
      case EVENTS -> "events of the group's alerts waited (%s)".formatted(numbers());
    };
  }

  private String inPlaceOf() {
    boolean isOwn =
        decision.causes().isEmpty() || decision.reason().equals(SendReason.EVENTS.code());
    return isOwn ? "" : ", in place of " + causes();
  }

  private String whySkipped(SkipReason reason) {
    return switch (reason) {
      case NO_ALERTS -> "the group had no alerts";
      case ALL_INHIBITED -> "all alerts were inhibited by " + causes();
      case ALL_SILENCED -> "all alerts were silenced by " + causes();
      case ALL_MUTED -> "all alerts were silenced or inhibited by " + causes();
      case OUTSIDE_ACTIVE_INTERVAL -> "it was outside the route's active intervals " + causes();
      case IN_MUTE_INTERVAL -> "it was within the route's mute intervals " + causes();
      case NEVER_ANNOUNCED -> "all alerts had ended before they were notified";
      case ALREADY_CLOSED -> "all alerts had ended, and that was notified before";
      case NOTHING_NEW -> nothingNew();
      case ACKNOWLEDGED ->
          "all that fires is acknowledged, and is not repeated although the repeat interval of %s had elapsed"
              .formatted(DurationText.of(repeatInterval));
      case NO_EVENTS -> "no event of the group's alerts waited";
      case SEND_RESOLVED_OFF -> "only ends of alerts were new, and send_resolved is off";
    };
  }

  private String nothingNew() {
    return log.map(said ->
            "nothing was new since %s, and it is too early to repeat it before %s"
                .formatted(
                    TimeText.of(said.at(), now), TimeText.of(said.at().plus(repeatInterval), now)))
        .orElse("nothing was new, and it was too early to repeat it");
  }

  private String numbers() {
    return "%d firing, %d resolved, %d muted"
        .formatted(decision.firing().size(), decision.resolved().size(), decision.muted().size());
  }

  private String causes() {
    return String.join(", ", decision.causes());
  }
}
