package dev.tocsin.core.remediation;

import static dev.tocsin.core.remediation.RemediationFixtures.NOW;
import static dev.tocsin.core.remediation.RemediationFixtures.alert;
import static dev.tocsin.core.remediation.RemediationFixtures.remediation;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.identity.DerivedId;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.remediation.KnownAlerts.KnownAlert;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RemediationPlannerTest {
  private static final AlertSnapshot ALERT = alert("web-1", Map.of("mount", "/tmp"));
  private static final Fingerprint FINGERPRINT = Fingerprint.parse(ALERT.fingerprint());
  private static final Catalogue ASKS =
      new Catalogue(List.of(remediation(true, 1, Duration.ofHours(1))));
  private static final Catalogue RUNS =
      new Catalogue(List.of(remediation(false, 1, Duration.ofHours(1))));

  private static AlertChanged event(long seq, String change) {
    return new AlertChanged(
        1, new UUID(7, seq), seq, change, "duration_met", NOW, 91.0, null, ALERT);
  }

  private static RemediationPlanner planner(Catalogue catalogue, long knownSeq, List<Run> open) {
    Map<Fingerprint, KnownAlert> known =
        knownSeq == 0
            ? Map.of()
            : Map.of(
                FINGERPRINT, new KnownAlert(FINGERPRINT, knownSeq, ALERT.alertId(), false, NOW));
    return new RemediationPlanner(catalogue, known, open, Map.of(), NOW);
  }

  @Test
  void fired_approvalRequired_asksForThirtyMinutes() {
    RemediationPlanner planner = planner(ASKS, 0, List.of());
    planner.take(event(1, AlertChanged.FIRED));
    assertThat(planner.added())
        .singleElement()
        .satisfies(run -> {
          assertThat(run.id()).isEqualTo(DerivedId.of(new UUID(7, 1), "run:clear_temp"));
          assertThat(run.status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
          assertThat(run.dueAt()).hasValue(NOW.plus(Duration.ofMinutes(30)));
          assertThat(run.plan().parameters())
              .containsEntry("url", "http://127.0.0.1:1/clean/web-1")
              .containsEntry("body", "{\"mount\":\"/tmp\"}");
          assertThat(Announcement.of(run, NOW))
              .get()
              .isInstanceOfSatisfying(
                  ApprovalRequested.class,
                  asked ->
                      assertThat(asked.expiresAt()).isEqualTo(NOW.plus(Duration.ofMinutes(30))));
        });
    assertThat(planner.heard())
        .containsExactly(new KnownAlert(FINGERPRINT, 1, ALERT.alertId(), true, NOW));
  }

  @Test
  void fired_noApproval_isApprovedAndDueNowAndNotReported() {
    RemediationPlanner planner = planner(RUNS, 0, List.of());
    planner.take(event(1, AlertChanged.FIRED));
    Run run = planner.added().getFirst();
    assertThat(run.status()).isEqualTo(RunStatus.APPROVED);
    assertThat(run.dueAt()).hasValue(NOW);
    assertThat(Announcement.of(run, NOW)).isEmpty();
  }

  @Test
  void refired_doesNothing() {
    RemediationPlanner planner = planner(RUNS, 1, List.of());
    planner.take(event(2, AlertChanged.REFIRED));
    assertThat(planner.added()).isEmpty();
    assertThat(planner.heard()).hasSize(1);
  }

  @Test
  void fired_ruleThatNoEntryNames_doesNothing() {
    RemediationPlanner planner = planner(Catalogue.EMPTY, 0, List.of());
    planner.take(event(1, AlertChanged.FIRED));
    assertThat(planner.added()).isEmpty();
  }

  @Test
  void fired_olderThanWhatIsKnown_isHistoryOnly() {
    RemediationPlanner planner = planner(RUNS, 2, List.of());
    planner.take(event(1, AlertChanged.FIRED));
    assertThat(planner.added()).isEmpty();
    assertThat(planner.heard()).isEmpty();
  }

  @Test
  void resolved_awaitingRun_endsAndIsReported() {
    RemediationPlanner before = planner(ASKS, 0, List.of());
    before.take(event(1, AlertChanged.FIRED));
    RemediationPlanner planner = planner(ASKS, 1, before.added());
    planner.take(event(2, AlertChanged.RESOLVED));
    assertThat(planner.added()).isEmpty();
    assertThat(planner.changed())
        .singleElement()
        .satisfies(run ->
            assertThat(Announcement.of(run, NOW))
                .get()
                .isInstanceOfSatisfying(
                    RemediationFinished.class,
                    reported -> {
                      assertThat(reported.status()).isEqualTo("skipped");
                      assertThat(reported.reason()).isEqualTo("alert_resolved");
                      assertThat(reported.seq()).isEqualTo(1);
                    }));
  }

  @Test
  void resolved_anotherAlertOfTheFingerprint_leavesTheOneThatFires() {
    RemediationPlanner planner = planner(ASKS, 0, List.of());
    planner.take(event(1, AlertChanged.FIRED));
    planner.take(
        new AlertChanged(
            1,
            new UUID(7, 2),
            2,
            AlertChanged.RESOLVED,
            "orphaned",
            NOW,
            null,
            null,
            anotherAlert()));

    assertThat(planner.added())
        .extracting(Run::status)
        .containsExactly(RunStatus.AWAITING_APPROVAL);
    assertThat(planner.heard())
        .containsExactly(new KnownAlert(FINGERPRINT, 2, ALERT.alertId(), true, NOW));
  }

  private static AlertSnapshot anotherAlert() {
    return new AlertSnapshot(
        new UUID(9, 9),
        ALERT.fingerprint(),
        ALERT.dedupKey(),
        ALERT.ruleId(),
        ALERT.alertName(),
        ALERT.description(),
        ALERT.severity(),
        ALERT.metricName(),
        ALERT.instanceId(),
        ALERT.labels(),
        ALERT.annotations(),
        ALERT.runbookUrl(),
        ALERT.operator(),
        ALERT.threshold(),
        ALERT.unit(),
        ALERT.fireCount(),
        ALERT.startedAt());
  }

  @Test
  void firedResolvedFired_inOneMessage_theSecondFiringAsksAnew() {
    RemediationPlanner planner = planner(ASKS, 0, List.of());
    planner.take(event(1, AlertChanged.FIRED));
    planner.take(event(2, AlertChanged.RESOLVED));
    planner.take(event(3, AlertChanged.FIRED));
    assertThat(planner.added())
        .extracting(Run::status)
        .containsExactly(RunStatus.SKIPPED, RunStatus.AWAITING_APPROVAL);
  }

  @Test
  void fired_twoAlertsOfOneTarget_theSecondIsSkipped() {
    RemediationPlanner planner = planner(ASKS, 0, List.of());
    planner.take(event(1, AlertChanged.FIRED));
    planner.take(event(2, AlertChanged.FIRED));
    planner.take(event(3, AlertChanged.FIRED));
    assertThat(planner.added())
        .extracting(Run::reason)
        .containsExactly(
            Optional.empty(),
            Optional.of(EndReason.ALREADY_RUNNING),
            Optional.of(EndReason.ALREADY_RUNNING));
  }

  @Test
  void targets_firedEvents_onlyThoseWithARemediation() {
    assertThat(
            RemediationPlanner.targets(
                ASKS, List.of(event(1, AlertChanged.FIRED), event(2, AlertChanged.RESOLVED))))
        .containsExactly(new Target("clear_temp", "web-1"));
    assertThat(RemediationPlanner.targets(Catalogue.EMPTY, List.of(event(1, AlertChanged.FIRED))))
        .isEmpty();
  }
}
