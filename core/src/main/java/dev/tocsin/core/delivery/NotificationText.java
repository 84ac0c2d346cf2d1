package dev.tocsin.core.delivery;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.message.Rfc3339;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The lines of a notification that a person reads. */
final class NotificationText {
  private static final double EXACT = 1e15;

  private NotificationText() {}

  static String of(Message event, String approvalUrl) {
    AlertSnapshot alert = event.alert();
    List<String> lines = new ArrayList<>();
    lines.add(sign(event) + " " + title(event));
    lines.add("");
    lines.add("Severity: " + alert.severity().toUpperCase(Locale.ROOT));
    lines.add("Instance: " + alert.instanceId());
    if (event instanceof AlertChanged changed) {
      lines.add("Value: " + value(changed.value(), alert));
    } else if (alert.threshold() != null) {
      lines.add("Threshold: " + threshold(alert));
    }
    lines.add("");
    lines.add("Description: " + alert.description());
    lines.add("");
    lines.add("Runbook: " + (alert.runbookUrl() == null ? "N/A" : alert.runbookUrl()));
    lines.add("Fire Count: " + alert.fireCount());
    lines.addAll(further(event, approvalUrl));
    return String.join("\n", lines);
  }

  private static String sign(Message event) {
    return switch (Notification.kind(event)) {
      case FIRING, UNREADABLE -> "🚨";
      case RESOLVED -> "✅";
      case ENRICHED -> "🔎";
      case APPROVAL_REQUESTED -> "🔐";
      case REMEDIATION_RESULT -> "🔧";
    };
  }

  private static String title(Message event) {
    String name = event.alert().alertName();
    return switch (Notification.kind(event)) {
      case FIRING, RESOLVED, UNREADABLE -> name;

      case ENRICHED -> name + ": context";
      case APPROVAL_REQUESTED -> name + ": approval requested";
      case REMEDIATION_RESULT -> name + ": remediation result";
    };
  }

  private static List<String> further(Message event, String approvalUrl) {
    return switch (event) {
      case AlertChanged changed -> List.of();
      case AlertEnriched enriched -> {
        List<String> lines = new ArrayList<>(List.of(""));
        new TreeMap<>(enriched.enrichment()).forEach((name, text) -> lines.add(name + ": " + text));
        yield lines;
      }
      case ApprovalRequested asked ->
          List.of(
              "",
              "Remediation: %s (%s on %s)"
                  .formatted(asked.remediationName(), asked.action(), asked.target()),
              "Approve or deny until %s: %s"
                  .formatted(Rfc3339.format(asked.expiresAt()), approvalUrl));
      case RemediationFinished finished ->
          List.of(
              "",
              "Remediation: %s (%s on %s)"
                  .formatted(finished.remediationName(), finished.action(), finished.target()),
              "Result: %s (%s)".formatted(finished.status(), finished.detail()));
    };
  }

  private static String value(@Nullable Double value, AlertSnapshot alert) {
    String text = value == null ? "no data" : number(value);
    return alert.threshold() == null ? text : text + " (threshold: " + threshold(alert) + ")";
  }

  private static String threshold(AlertSnapshot alert) {
    Double threshold = alert.threshold();
    String number = threshold == null ? "none" : number(threshold);
    return alert.operator() == null ? number : alert.operator() + " " + number;
  }

  /** A whole number without its {@code .0}, any other as Java writes a double. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
