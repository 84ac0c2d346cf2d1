package dev.tocsin.core.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.UUID;

/**
 * A remediation came to its end. From remediation to the notifier.
 *
 * @param at when it ended
 * @param status {@code skipped}, {@code success} or {@code failed}
 * @param reason short code: {@code cooldown}, {@code denied}, {@code http_2xx} …
 * @param detail one sentence for a person
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record RemediationFinished(
    int version,
    UUID eventId,
    long seq,
    Instant at,
    AlertSnapshot alert,
    UUID runId,
    String remediationId,
    String remediationName,
    String action,
    String target,
    String status,
    String reason,
    @JsonInclude(JsonInclude.Include.ALWAYS) String detail)
    implements Message {
  public static final int VERSION = 1;

  public RemediationFinished {
    Required.field(eventId, "event_id");
    Required.field(at, "at");
    Required.field(alert, "alert");
    Required.field(runId, "run_id");
    Required.field(remediationId, "remediation_id");
    Required.field(remediationName, "remediation_name");
    Required.field(action, "action");
    Required.field(target, "target");
    Required.field(status, "status");
    Required.field(reason, "reason");
    Required.field(detail, "detail");
  }
}
