package dev.tocsin.core.message;

import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A remediation waits for a person. From remediation to the notifier, which makes the approval link
 * when it renders the message: the token itself travels on no queue.
 *
 * @param at when it was asked
 * @param parametersHash digest of action, target and parameters, which the token covers
 * @param expiresAt when the question lapses
 * @param attempt which attempt of the run is asked for; null for the first
 * @param detail how the attempt before it failed, one sentence for a person; null when there is
 *     none
 */
@Serdeable(naming = SnakeCaseStrategy.class)
public record ApprovalRequested(
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
    Map<String, String> parameters,
    String parametersHash,
    Instant expiresAt,
    @Nullable Integer attempt,
    @Nullable String detail)
    implements Message {
  public static final int VERSION = 1;

  public ApprovalRequested {
    Required.field(eventId, "event_id");
    Required.field(at, "at");
    Required.field(alert, "alert");
    Required.field(runId, "run_id");
    Required.field(remediationId, "remediation_id");
    Required.field(remediationName, "remediation_name");
    Required.field(action, "action");
    Required.field(target, "target");
    Required.field(parametersHash, "parameters_hash");
    Required.field(expiresAt, "expires_at");
    parameters = Map.copyOf(parameters);
  }
}
