package dev.tocsin.core.delivery;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a notification that a person reads. Every value enters by {@link VisibleText#of}, so
 * that the lines are those written here and no others.
 */
final class NotificationText {
  private static final double EXACT = 1e15;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_.-]*");

  private NotificationText() {}

  static String of(Message event, String approvalUrl) {
    AlertSnapshot alert = event.alert();
    List<String> lines = new ArrayList<>();
    lines.add(sign(event) + " " + title(event));
    lines.add("");
    lines.add("Severity: " + VisibleText.of(alert.severity().toUpperCase(Locale.ROOT)));
    lines.add("Instance: " + VisibleText.of(alert.instanceId()));
    if (event instanceof AlertChanged changed) {
      lines.add("Value: " + value(changed.value(), alert));
    } else if (alert.threshold() != null) {
      lines.add("Threshold: " + threshold(alert));
    }
    lines.add("");
    lines.add("Description: " + VisibleText.of(alert.description()));
    lines.add("");
    lines.add(
        "Runbook: " + (alert.runbookUrl() == null ? "N/A" : VisibleText.of(alert.runbookUrl())));
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
    String name = VisibleText.of(event.alert().alertName());
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
        new TreeMap<>(enriched.enrichment())
            .forEach((name, text) -> lines.add(name(name) + ": " + VisibleText.of(text)));
        yield lines;
      }
      case ApprovalRequested asked -> {
        List<String> lines = new ArrayList<>(List.of(""));
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
              "",
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

  private static String value(@Nullable Double value, AlertSnapshot alert) {
    String text = value == null ? "no data" : number(value);
    return alert.threshold() == null ? text : text + " (threshold: " + threshold(alert) + ")";
  }

  private static String threshold(AlertSnapshot alert) {
    Double threshold = alert.threshold();
    String number = threshold == null ? "none" : number(threshold);
    return alert.operator() == null ? number : VisibleText.of(alert.operator()) + " " + number;
  }

  /** A whole number without its {@code .0}, any other as Java writes a double. */
  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < EXACT
        ? Long.toString((long) value)
        : Double.toString(value);
  }
}
