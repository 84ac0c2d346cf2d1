package dev.tocsin.notifier.ingest;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertIntake;
import dev.tocsin.routing.alert.PostedAlert;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The alert of a rule as it is routed. */
final class RuleAlert {
  private RuleAlert() {}

  /** The alert after an event of it. Its times are event times, but never ahead of the clock. */
  static Alert after(AlertChanged event, Instant now) {
    AlertSnapshot alert = event.alert();
    Instant start = earlier(alert.startedAt(), now);
    Optional<Instant> end =
        event.change().equals(AlertChanged.RESOLVED)
            ? Optional.of(later(start, earlier(event.at(), now)))
            : Optional.empty();
    return AlertIntake.ofRules(
        new PostedAlert(alert.labels(), annotations(event), Optional.of(start), end, ""), now);
  }

  /** Those of the rule, and what else its event says; a rule's own of the same name count. */
  private static Map<String, String> annotations(AlertChanged event) {
    AlertSnapshot alert = event.alert();
    Map<String, String> annotations = new HashMap<>();
    annotations.put("description", alert.description());
    annotations.put("fire_count", Integer.toString(alert.fireCount()));
    Optional.ofNullable(alert.runbookUrl()).ifPresent(url -> annotations.put("runbook_url", url));
    Optional.ofNullable(event.value())
        .ifPresent(value -> annotations.put("value", Double.toString(value)));
    Optional.ofNullable(alert.threshold())
        .ifPresent(threshold -> annotations.put("threshold", Double.toString(threshold)));
    annotations.values().removeIf(String::isEmpty);
    annotations.putAll(alert.annotations());
    return annotations;
  }

  private static Instant earlier(Instant left, Instant right) {
    return left.isBefore(right) ? left : right;
  }

  private static Instant later(Instant left, Instant right) {
    return left.isAfter(right) ? left : right;
  }
}
