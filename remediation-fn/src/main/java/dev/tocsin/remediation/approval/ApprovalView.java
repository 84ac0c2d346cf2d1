package dev.tocsin.remediation.approval;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import io.micronaut.serde.annotation.Serdeable;
import io.micronaut.serde.config.naming.SnakeCaseStrategy;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is shown of an approval, for programs: every value as it is. {@link ApprovalPage} is for
 * people.
 *
 * @param remediation id of the catalogue's entry
 * @param attempt which attempt of the run an approval covers; it covers one
 * @param failure how the attempt before it failed; null when there was none
 * @param status {@code awaiting_approval}, {@code approved}, {@code denied}, or how the run stands
 */
@Serdeable(naming = SnakeCaseStrategy.class)
@JsonInclude(JsonInclude.Include.NON_NULL)
record ApprovalView(
    String id,
    String remediation,
    String remediationName,
    String action,
    String target,
    Map<String, String> parameters,
    AlertView alert,
    int attempt,
    @Nullable String failure,
    String expiresAt,
    String status) {
  private static final DateTimeFormatter MILLIS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  /** What is shown of the alert. */
  @Serdeable(naming = SnakeCaseStrategy.class)
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record AlertView(
      String alertId,
      String alertName,
      String ruleId,
      String severity,
      String instanceId,
      String description,
      @Nullable String runbookUrl,
      Map<String, String> labels,
      int fireCount,
      String startedAt) {
    static AlertView of(AlertSnapshot alert) {
      return new AlertView(
          alert.alertId().toString(),
          alert.alertName(),
          alert.ruleId(),
          alert.severity(),
          alert.instanceId(),
          alert.description(),
          alert.runbookUrl(),
          alert.labels(),
          alert.fireCount(),
          MILLIS.format(alert.startedAt()));
    }
  }

  static ApprovalView of(Run run) {
    Instant expiresAt = run.approval().map(Approval::expiresAt).orElse(Instant.EPOCH);
    return new ApprovalView(
        run.id().toString(),
        run.plan().remediationId(),
        run.plan().remediationName(),
        run.plan().action(),
        run.plan().target(),
        run.plan().parameters(),
        AlertView.of(run.plan().alert()),
        run.approval().map(Approval::attempt).orElse(1),
        failure(run),
        MILLIS.format(expiresAt),
        status(run));
  }

  /** Why an attempt before the one that is asked for failed. */
  private static @Nullable String failure(Run run) {
    return run.status() == RunStatus.AWAITING_APPROVAL && !run.detail().isEmpty()
        ? run.detail()
        : null;
  }

  /** A run that was denied is skipped; the approval is shown as denied. */
  static String status(Run run) {
    return run.reason().filter(EndReason.DENIED::equals).isPresent()
        ? "denied"
        : run.status().code();
  }

  /** The answer to a decision. */
  @Serdeable
  record Decision(String id, String status) {
    static Decision of(Run run) {
      return new Decision(run.id().toString(), ApprovalView.status(run));
    }
  }
}
