package dev.tocsin.core.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.text.VisibleText;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
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
 * @param timestamp event time of the notification's subject, to the millisecond
 * @param state the kind of message, a {@link Kind#code()}
 * @param unit of value and threshold, as {@link dev.tocsin.core.unit.Unit#code()}
 * @param noDataSince the last result from data, of an alert that is resolved for want of data
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
    @Nullable String noDataSince,
    @Nullable String unit,
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
          new NotificationDraft(changed.alert(), kind(event), text, changed.at())
              .value(changed.value())
              .reason(changed.reason())
              .noDataSince(changed.noDataSince())
              .build();
      case AlertEnriched enriched ->
          new NotificationDraft(enriched.alert(), kind(event), text, enriched.at())
              .enrichment(enriched.enrichment())
              .build();
      case ApprovalRequested asked ->
          new NotificationDraft(asked.alert(), kind(event), text, asked.at())
              .remediation(asked.runId(), asked.remediationName())
              .approval(approvalUrl, asked.expiresAt())
              .again(asked.attempt(), asked.detail())
              .build();
      case RemediationFinished finished ->
          new NotificationDraft(finished.alert(), kind(event), text, finished.at())
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
}
