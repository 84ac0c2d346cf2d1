package dev.tocsin.core.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.message.Rfc3339;
import dev.tocsin.core.text.VisibleText;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The message of the notification service: one alert, one event. The first fifteen fields are
 * always there, null when unknown; the others only when known.
 *
 * <p>{@code message} and {@code detail} are for people: values stand in them as {@link VisibleText}
 * shows them. All other fields are for programs and have each value as it is: a program that shows
 * one to a person must escape its control characters.
 *
 * @param message the lines for a person, each one of ours
 * @param timestamp event time of what is notified, to the millisecond
 * @param state the kind of message, a {@link Kind#code()}
 * @param remediation name of the remediation
 * @param status {@code skipped}, {@code success} or {@code failed}
 * @param detail one sentence for a person: how it ended, or how the attempt before this one failed
 * @param attempt which attempt of the run is asked for, from the second on; an approval covers one
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Notification(
    UUID alertId,
    String alertName,
    String severity,
    String instanceId,
    String message,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double value,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable Double threshold,
    @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable String runbookUrl,
    String timestamp,
    @JsonInclude(JsonInclude.Include.ALWAYS) Map<String, String> labels,
    int fireCount,
    String state,
    String ruleId,
    String fingerprint,
    String dedupKey,
    @Nullable String reason,
    Map<String, String> annotations,
    @Nullable Map<String, String> enrichment,
    @Nullable UUID runId,
    @Nullable String approvalUrl,
    @Nullable String remediation,
    @Nullable String expiresAt,
    @Nullable String status,
    @Nullable String detail,
    @Nullable Integer attempt) {
  public Notification {
    // Sorted, so that the same alert is written the same.
    labels = new TreeMap<>(labels);
    annotations = new TreeMap<>(annotations);
    enrichment = enrichment == null ? null : new TreeMap<>(enrichment);
  }

  /**
   * The notification of an event.
   *
   * @param approvalUrl stands for the approval link of an {@link ApprovalRequested}
   */
  public static Notification of(Message event, String approvalUrl) {
    String text = NotificationText.of(event, approvalUrl);
    return switch (event) {
      case AlertChanged changed ->
          new Draft(changed.alert(), kind(event), text, changed.at())
              .value(changed.value())
              .reason(changed.reason())
              .build();
      case AlertEnriched enriched ->
          new Draft(enriched.alert(), kind(event), text, enriched.at())
              .enrichment(enriched.enrichment())
              .build();
      case ApprovalRequested asked ->
          new Draft(asked.alert(), kind(event), text, asked.at())
              .remediation(asked.runId(), asked.remediationName())
              .approval(approvalUrl, asked.expiresAt())
              .again(asked.attempt(), asked.detail())
              .build();
      case RemediationFinished finished ->
          new Draft(finished.alert(), kind(event), text, finished.at())
              .reason(finished.reason())
              .remediation(finished.runId(), finished.remediationName())
              .result(finished.status(), finished.detail())
              .build();
    };
  }

  /** The kind of notification that an event makes. */
  public static Kind kind(Message event) {
    return switch (event) {
      case AlertChanged changed ->
          changed.change().equals(AlertChanged.RESOLVED) ? Kind.RESOLVED : Kind.FIRING;
      case AlertEnriched enriched -> Kind.ENRICHED;
      case ApprovalRequested asked -> Kind.APPROVAL_REQUESTED;
      case RemediationFinished finished -> Kind.REMEDIATION_RESULT;
    };
  }

  /** A notification being written: what all kinds share, and what only some have. */
  private static final class Draft {
    private final AlertSnapshot alert;
    private final Kind kind;
    private final String text;
    private final Instant at;
    private @Nullable Double value;
    private @Nullable String reason;
    private @Nullable Map<String, String> enrichment;
    private @Nullable UUID runId;
    private @Nullable String remediation;
    private @Nullable String approvalUrl;
    private @Nullable String expiresAt;
    private @Nullable String status;
    private @Nullable String detail;
    private @Nullable Integer attempt;

    Draft(AlertSnapshot alert, Kind kind, String text, Instant at) {
      this.alert = alert;
      this.kind = kind;
      this.text = text;
      this.at = at;
    }

    Draft value(@Nullable Double value) {
      this.value = value;
      return this;
    }

    Draft reason(String reason) {
      this.reason = reason;
      return this;
    }

    Draft enrichment(Map<String, String> enrichment) {
      this.enrichment = enrichment;
      return this;
    }

    Draft remediation(UUID runId, String name) {
      this.runId = runId;
      this.remediation = name;
      return this;
    }

    Draft approval(String url, Instant expiresAt) {
      this.approvalUrl = url;
      this.expiresAt = Rfc3339.format(expiresAt);
      return this;
    }

    Draft again(@Nullable Integer attempt, @Nullable String detail) {
      this.attempt = attempt;
      this.detail = detail == null ? null : VisibleText.of(detail);
      return this;
    }

    Draft result(String status, String detail) {
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
}
