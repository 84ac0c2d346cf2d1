package dev.tocsin.testkit.remediation;

import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.HttpAction;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunPlan;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.testkit.CountingIds;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Alerts and runs for tests, distinguished by a number. */
public final class RemediationRuns {
  public static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private RemediationRuns() {}

  /** The alert of instance {@code web-n}, with id and fingerprint n. */
  public static AlertSnapshot alert(long n) {
    return new AlertSnapshot(
        CountingIds.id(1_000 + n),
        "%016x".formatted(n),
        "disk_high:web-" + n + ":disk:1",
        "disk_high",
        "Disk <full>",
        "disk is filling",
        "high",
        "disk",
        "web-" + n,
        Map.of("mount", "/tmp", "instance_id", "web-" + n),
        Map.of(),
        "https://wiki/runbooks/disk",
        ">",
        80.0,
        null,
        1,
        NOW);
  }

  /** An open run, number {@code n}, for alert {@code n}; due now. */
  public static Run open(long n, RunStatus status) {
    return new Run(
        CountingIds.id(n),
        new RunPlan(
            "clear_temp",
            "Clear temporary files",
            HttpAction.TYPE,
            "web-" + n,
            alert(n),
            1,
            Map.of("method", "POST", "url", "http://127.0.0.1:1/clean", "body", "{\"a\":\"ü\"}"),
            "ab12",
            NOW),
        status,
        Optional.empty(),
        "",
        Optional.of(NOW),
        status == RunStatus.AWAITING_APPROVAL
            ? Optional.of(new Approval(NOW.plus(Duration.ofMinutes(30)), 1, Optional.empty()))
            : Optional.empty(),
        List.of(),
        Optional.empty());
  }
}
