package dev.tocsin.core.message;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.micronaut.serde.annotation.Serdeable;
import java.util.UUID;

/**
 * An event between functions, one JSON object with a {@code type}. All events of an alert name its
 * fingerprint. Those of the evaluator are numbered without gaps by {@code seq}; those of others
 * carry the {@code seq} they answer, and are notified after it.
 */
@Serdeable
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, include = JsonTypeInfo.As.PROPERTY, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = AlertChanged.class, name = "alert_changed"),
  @JsonSubTypes.Type(value = AlertEnriched.class, name = "alert_enriched"),
  @JsonSubTypes.Type(value = ApprovalRequested.class, name = "approval_requested"),
  @JsonSubTypes.Type(value = RemediationFinished.class, name = "remediation_finished")
})
public sealed interface Message
    permits AlertChanged, AlertEnriched, ApprovalRequested, RemediationFinished {
  /** Version of the record's form. */
  int version();

  /** Identity of the event; whoever takes it twice changes nothing. */
  UUID eventId();

  /** Number of the evaluator's event, 1 for a fingerprint's first; or the number answered. */
  long seq();

  /** The alert as the event found it. */
  AlertSnapshot alert();
}
