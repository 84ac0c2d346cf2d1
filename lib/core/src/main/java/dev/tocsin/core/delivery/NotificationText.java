package dev.tocsin.core.delivery;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.core.unit.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The lines of a notification that a person reads. Every value enters by {@link VisibleText#of}, so
 * that the lines are those written here and no others.
 */
final class NotificationText {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]*");

  private NotificationText() {}

  static String of(Message event, String approvalUrl) {
    AlertSnapshot alert = event.alert();
    List<List<String>> parts = new ArrayList<>();
    parts.add(List.of(sign(event) + " " + title(event)));
    parts.add(facts(event));
    if (!alert.description().isBlank()) {
      parts.add(List.of("Description: " + VisibleText.of(alert.description())));
    }
    parts.add(last(alert));
    parts.add(further(event, approvalUrl));
    return parts.stream()
        .filter(part -> !part.isEmpty())
        .map(part -> String.join("\n", part))
        .collect(Collectors.joining("\n\n"));
  }

  private static List<String> facts(Message event) {
    AlertSnapshot alert = event.alert();
    List<String> lines = new ArrayList<>();
    lines.add("Severity: " + VisibleText.of(alert.severity().toUpperCase(Locale.ROOT)));
    lines.add("Instance: " + VisibleText.of(alert.instanceId()));
    if (event instanceof AlertChanged changed && Notification.kind(event) == Kind.RESOLVED) {
      lines.add("Resolved: " + end(changed));
    }
    if (event instanceof AlertChanged changed && changed.value() != null) {
      lines.add("Value: " + value(changed.value(), alert));
    } else if (alert.threshold() != null) {
      lines.add("Threshold: " + threshold(alert.threshold(), alert.threshold(), alert));
    }
    return lines;
  }

  private static List<String> last(AlertSnapshot alert) {
    List<String> lines = new ArrayList<>();
    if (alert.runbookUrl() != null) {
      lines.add("Runbook: " + VisibleText.of(alert.runbookUrl()));
    }
    lines.add("Fire Count: " + alert.fireCount());
    return lines;
  }

  /** Why an alert was resolved; a reason that has no words of its own, by its code. */
  private static String end(AlertChanged changed) {
    return switch (changed.reason()) {
      case "condition_cleared" -> "condition cleared";
      case "inactive" -> "outside of the rule's active hours";
      case "no_data" ->
          changed.noDataSince() == null
              ? "no data"
              : "no data since " + Rfc3339.format(changed.noDataSince());
      case "rule_changed" -> "rule changed";
      case "rule_removed" -> "rule removed";
      case "orphaned" -> "its alert key does not fire any more";
      case "forgotten" -> "forgotten, as no sample came for long";
      default -> VisibleText.of(changed.reason().replace('_', ' '));
    };
  }

  private static String sign(Message event) {
    return switch (Notification.kind(event)) {
      case FIRING -> "🚨";
      case RESOLVED -> "✅";
      case ENRICHED -> "🔎";
      case APPROVAL_REQUESTED -> "🔐";
      case REMEDIATION_RESULT -> "🔧";
    };
  }

  private static String title(Message event) {
    String name = VisibleText.of(event.alert().alertName());
    return switch (Notification.kind(event)) {
      case FIRING, RESOLVED -> name;

      case ENRICHED -> name + ": context";
      case APPROVAL_REQUESTED -> name + ": approval requested";
      case REMEDIATION_RESULT -> name + ": remediation result";
    };
  }

  private static List<String> further(Message event, String approvalUrl) {
    return switch (event) {
      case AlertChanged changed -> List.of();
      case AlertEnriched enriched -> {
        List<String> lines = new ArrayList<>();
        new TreeMap<>(enriched.enrichment())
            .forEach((name, text) -> lines.add(name(name) + ": " + VisibleText.of(text)));
        yield lines;
      }
      case ApprovalRequested asked -> {
        List<String> lines = new ArrayList<>();
        lines.add(remediation(asked.remediationName(), asked.action(), asked.target()));
        if (asked.attempt() != null) {
          lines.add(
              "Attempt: %d (the one before failed: %s)"
                  .formatted(
                      asked.attempt(),
                      asked.detail() == null ? "unknown" : VisibleText.of(asked.detail())));
        }
        lines.add(
            "Approve or deny until %s: %s"
                .formatted(Rfc3339.format(asked.expiresAt()), approvalUrl));
        yield lines;
      }
      case RemediationFinished finished ->
          List.of(
              remediation(finished.remediationName(), finished.action(), finished.target()),
              "Result: %s (%s)"
                  .formatted(VisibleText.of(finished.status()), VisibleText.of(finished.detail())));
    };
  }

  private static String remediation(String name, String action, String target) {
    return "Remediation: %s (%s on %s)"
        .formatted(VisibleText.of(name), VisibleText.of(action), VisibleText.of(target));
  }

  /**
   * The name of a piece of context; a name that is no plain word is quoted, as no line of ours is.
   */
  private static String name(String name) {
    return NAME.matcher(name).matches() ? name : '"' + VisibleText.of(name) + '"';
  }

  private static String value(double value, AlertSnapshot alert) {
    Double threshold = alert.threshold();
    return threshold == null
        ? unit(alert).text(value)
        : "%s (threshold: %s)"
            .formatted(unit(alert).text(value, threshold), threshold(threshold, value, alert));
  }

  private static String threshold(double threshold, double value, AlertSnapshot alert) {
    String text = unit(alert).limit(threshold, value);
    return alert.operator() == null ? text : VisibleText.of(alert.operator()) + " " + text;
  }

  /** A unit that a later version names is none to this one. */
  private static Unit unit(AlertSnapshot alert) {
    return Optional.ofNullable(alert.unit()).flatMap(Unit::find).orElse(Unit.NONE);
  }
}
