package dev.tocsin.remediation.approval;

import static dev.tocsin.testkit.remediation.RemediationRuns.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunPlan;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.testkit.remediation.RemediationRuns;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ApprovalPageTest {
  private static Run run(String value) {
    Run run = RemediationRuns.open(1, RunStatus.AWAITING_APPROVAL);
    AlertSnapshot alert = run.plan().alert();
    return new Run(
        run.id(),
        new RunPlan(
            run.plan().remediationId(),
            value,
            run.plan().action(),
            value,
            new AlertSnapshot(
                alert.alertId(),
                alert.fingerprint(),
                alert.dedupKey(),
                alert.ruleId(),
                value,
                value,
                alert.severity(),
                alert.metricName(),
                value,
                Map.of("instance_id", value),
                Map.of(),
                null,
                null,
                null,
                null,
                1,
                NOW),
            1,
            Map.of("body", value),
            run.plan().parametersHash(),
            run.plan().created()),
        run.status(),
        run.reason(),
        run.detail(),
        run.dueAt(),
        run.approval(),
        run.attempts(),
        run.finished());
  }

  @Test
  void question_anyValue_isOneLineApartFromWhatSurroundsIt() {
    String plain = ApprovalPage.question(run("web-1"), "t", NOW);
    String page = ApprovalPage.question(run("web-1 \n\u202E\u2028<b>"), "t", NOW);
    assertThat(page.lines().count()).isEqualTo(plain.lines().count());
    assertThat(page)
        .contains("<bdi>web-1 \\u000A\\u202E\\u2028&lt;b&gt;</bdi>")
        .doesNotContain("\u202E", "\u2028", "<b>");
    assertThat(page).contains("<html lang=\"en\" dir=\"ltr\">");
  }

  @Test
  void question_blankAtTheEnd_isShown() {
    assertThat(ApprovalPage.question(run("web-1 "), "t", NOW))
        .contains("<dt>Target</dt><dd><bdi>web-1\\u0020</bdi></dd>")
        .isNotEqualTo(ApprovalPage.question(run("web-1"), "t", NOW));
  }

  @Test
  void question_secondAttempt_saysThatItCoversOneAndWhyTheFirstFailed() {
    assertThat(ApprovalPage.question(run("web-1"), "t", NOW))
        .contains("<dt>Covers</dt><dd>one attempt</dd>");
    Run again =
        run("web-1").started(NOW, NOW).again(EndReason.HTTP_STATUS, "HTTP 503", NOW).asked(NOW);
    assertThat(ApprovalPage.question(again, "t", NOW))
        .contains("<dd>one attempt, number 2; the one before failed: <bdi>HTTP 503</bdi></dd>");
    assertThat(ApprovalView.of(again).attempt()).isEqualTo(2);
    assertThat(ApprovalView.of(again).failure()).isEqualTo("HTTP 503");
    assertThat(ApprovalView.of(again).alert().labels()).containsEntry("instance_id", "web-1");
  }
}
