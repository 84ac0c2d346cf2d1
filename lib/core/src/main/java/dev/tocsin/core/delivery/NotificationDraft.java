package dev.tocsin.core.delivery;

import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.text.VisibleText;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A notification being written: what all kinds have of the alert, and what only some have. */
final class NotificationDraft {
  private final AlertSnapshot alert;
  private final Kind kind;
  private final String text;
  private final Instant at;
  private @Nullable Double value;
  private @Nullable String reason;
  private @Nullable String noDataSince;
  private @Nullable Map<String, String> enrichment;
  private @Nullable UUID runId;
  private @Nullable String remediation;
  private @Nullable String approvalUrl;
  private @Nullable String expiresAt;
  private @Nullable String status;
  private @Nullable String detail;
  private @Nullable Integer attempt;

  NotificationDraft(AlertSnapshot alert, Kind kind, String text, Instant at) {
    this.alert = alert;
    this.kind = kind;
    this.text = text;
    this.at = at;
  }

  NotificationDraft value(@Nullable Double value) {
    this.value = value;
    return this;
  }

  NotificationDraft reason(String reason) {
    this.reason = reason;
    return this;
  }

  NotificationDraft noDataSince(@Nullable Instant since) {
    this.noDataSince = since == null ? null : Rfc3339.format(since);
    return this;
  }

  NotificationDraft enrichment(Map<String, String> enrichment) {
    this.enrichment = enrichment;
    return this;
  }

  NotificationDraft remediation(UUID runId, String name) {
    this.runId = runId;
    this.remediation = name;
    return this;
  }

  NotificationDraft approval(String url, Instant expiresAt) {
    this.approvalUrl = url;
    this.expiresAt = Rfc3339.format(expiresAt);
    return this;
  }

  NotificationDraft again(@Nullable Integer attempt, @Nullable String detail) {
    this.attempt = attempt;
    this.detail = detail == null ? null : VisibleText.of(detail);
    return this;
  }

  NotificationDraft result(String status, String detail) {
    this.status = status;
    this.detail = VisibleText.of(detail);
    return this;
  }

  Notification build() {
    return new Notification(
        alert.alertId(),
        alert.alertName(),
        alert.severity(),
        alert.instanceId(),
        text,
        value,
        alert.threshold(),
        alert.runbookUrl(),
        Rfc3339.format(at),
        alert.labels(),
        alert.fireCount(),
        kind.code(),
        alert.ruleId(),
        alert.fingerprint(),
        alert.dedupKey(),
        reason,
        noDataSince,
        alert.unit(),
        alert.annotations(),
        enrichment,
        runId,
        approvalUrl,
        remediation,
        expiresAt,
        status,
        detail,
        attempt);
  }
}
