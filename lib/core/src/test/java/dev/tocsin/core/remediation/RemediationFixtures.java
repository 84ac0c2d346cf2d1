package dev.tocsin.core.remediation;

import dev.tocsin.core.message.AlertSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Values of remediation for tests. */
final class RemediationFixtures {
  static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  static final UUID RUN = UUID.fromString("0190a6f0-0000-7000-8000-000000000002");

  private RemediationFixtures() {}

  static AlertSnapshot alert(String instanceId, Map<String, String> labels) {
    return new AlertSnapshot(
        UUID.fromString("0190a6f0-0000-7000-8000-000000000003"),
        "9a1c3e5f70b2d4e6",
        "disk_high:web-1:disk:1",
        "disk_high",
        "Disk full",
        "disk is filling",
        "high",
        "disk",
        instanceId,
        labels,
        Map.of(),
        null,
        ">",
        80.0,
        null,
        1,
        NOW);
  }

  static HttpAction action(String url, String body) {
    return new HttpAction(
        "POST",
        Template.parse(url),
        Map.of("Authorization", "Bearer s3cret"),
        Optional.of(Template.parse(body)));
  }

  static Remediation remediation(boolean requiresApproval, int maxAttempts, Duration cooldown) {
    return new Remediation(
        "clear_temp",
        "Clear temporary files",
        action("http://127.0.0.1:1/clean/{{instance_id}}", "{\"mount\":\"{{labels.mount}}\"}"),
        List.of("disk_high", "disk_critical"),
        requiresApproval,
        maxAttempts,
        cooldown);
  }

  static Run run(RunStatus status, Optional<EndReason> reason, List<Instant> attempts) {
    return new Run(
        RUN,
        new RunPlan(
            "clear_temp",
            "Clear temporary files",
            HttpAction.TYPE,
            "web-1",
            alert("web-1", Map.of()),
            1,
            Map.of("method", "POST"),
            "ab12",
            NOW),
        status,
        reason,
        "",
        status.open() ? Optional.of(NOW) : Optional.empty(),
        Optional.of(new Approval(NOW.plusSeconds(1800), 1, Optional.empty())),
        attempts,
        Optional.empty());
  }
}
