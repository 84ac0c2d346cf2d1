package dev.tocsin.core.remediation;

import static dev.tocsin.core.remediation.RemediationFixtures.NOW;
import static dev.tocsin.core.remediation.RemediationFixtures.alert;
import static dev.tocsin.core.remediation.RemediationFixtures.remediation;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.remediation.Approval.Answer;
import dev.tocsin.core.remediation.AttemptPolicy.Decision;
import dev.tocsin.core.remediation.AttemptPolicy.Facts;
import dev.tocsin.core.remediation.HttpAction.Rendering;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class AttemptPolicyTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final AlertSnapshot ALERT = alert("web-1", Map.of("mount", "/tmp"));
  private static final Instant LAPSE = NOW.plusSeconds(60);
  private static final Instant EARLIER = NOW.minus(Duration.ofHours(2));
  private static final Approval.Decided YES =
      new Approval.Decided(Answer.APPROVE, "link", "10.0.0.1", "go", NOW.minusSeconds(60));
  private static final Approval.Decided NO =
      new Approval.Decided(Answer.DENY, "link", "10.0.0.1", "go", NOW.minusSeconds(60));

  /** A run that may be carried out without a question, after some attempts. */
  private static Run run(Instant... attempts) {
    Remediation entry = remediation(false, 3, HOUR);
    String hash =
        ((Rendering.Ready) entry.action().render(ALERT)).request().hash(entry.id(), "web-1");
    return new Run(
        RemediationFixtures.RUN,
        new RunPlan(
            entry.id(), entry.name(), HttpAction.TYPE, "web-1", ALERT, 1, Map.of(), hash, NOW),
        RunStatus.APPROVED,
        attempts.length == 0 ? Optional.empty() : Optional.of(EndReason.HTTP_STATUS),
        attempts.length == 0 ? "" : "HTTP 503",
        Optional.of(NOW),
        Optional.empty(),
        List.of(attempts),
        Optional.empty());
  }

  private static Run with(Run run, Approval approval) {
    return new Run(
        run.id(),
        run.plan(),
        run.status(),
        run.reason(),
        run.detail(),
        run.dueAt(),
        Optional.of(approval),
        run.attempts(),
        run.finished());
  }

  /** A run whose question for an attempt was answered. */
  private static Run answered(Run run, int attempt, Approval.Decided decided) {
    return with(run, new Approval(LAPSE, attempt, Optional.of(decided)));
  }

  /** A catalogue that has changed nothing, a firing alert, and the run's own attempts. */
  private static Facts facts(Run run, Remediation entry, AuditEntry... trail) {
    Optional<Instant> last =
        run.attempts().isEmpty() ? Optional.empty() : Optional.of(run.attempts().getLast());
    return new Facts(
        Optional.of(entry),
        true,
        new TargetHistory(true, run.attempts().size(), last),
        List.of(trail));
  }

  private static AuditEntry row(int attempt, Approval.Decided decided) {
    return AuditEntry.of(RemediationFixtures.RUN, attempt, decided);
  }

  private static Remediation changed(UnaryOperator<Remediation> change) {
    return change.apply(remediation(false, 3, HOUR));
  }

  private static Remediation withRules(Remediation entry, List<String> rules) {
    return new Remediation(
        entry.id(),
        entry.name(),
        entry.action(),
        rules,
        entry.requiresApproval(),
        entry.maxAttempts(),
        entry.cooldown());
  }

  private static Remediation withAction(Remediation entry, HttpAction action) {
    return new Remediation(
        entry.id(),
        entry.name(),
        action,
        entry.alertRules(),
        entry.requiresApproval(),
        entry.maxAttempts(),
        entry.cooldown());
  }

  private static HttpAction action(
      String method, String url, Map<String, String> headers, String body) {
    return new HttpAction(method, Template.parse(url), headers, Optional.of(Template.parse(body)));
  }

  private static Arguments row(String sentence, Run run, Facts facts, String decision) {
    return arguments(sentence, run, facts, decision);
  }

  static Stream<Arguments> table() {
    Remediation free = remediation(false, 3, HOUR);
    Remediation asks = remediation(true, 3, HOUR);
    HttpAction same = free.action();
    String url = same.url().toString();
    String body = same.body().orElseThrow().toString();
    Run fresh = run();
    Run retried = run(EARLIER);
    Run approved = answered(fresh, 1, YES);
    AuditEntry yes = row(1, YES);
    return Stream.of(
        row("nothing has changed and no approval is needed", fresh, facts(fresh, free), "make"),
        row("a retry that needs no approval is made", retried, facts(retried, free), "make"),
        row("an approved attempt is made", approved, facts(approved, asks, yes), "make"),
        row(
            "an approved attempt is made though none is needed any more",
            approved,
            facts(approved, free, yes),
            "make"),
        row(
            "the catalogue has the remediation no more",
            fresh,
            new Facts(Optional.empty(), true, TargetHistory.NONE, List.of()),
            "remediation_removed"),
        row(
            "approved, and the catalogue has the remediation no more",
            approved,
            new Facts(Optional.empty(), true, TargetHistory.NONE, List.of(yes)),
            "remediation_removed"),
        row(
            "alert_rules names the rule no more",
            approved,
            facts(approved, withRules(asks, List.of("disk_critical")), yes),
            "rule_removed"),
        row(
            "the alert is over",
            fresh,
            new Facts(Optional.of(free), false, TargetHistory.NONE, List.of()),
            "alert_resolved"),
        row(
            "approved, and the alert is over",
            approved,
            new Facts(Optional.of(asks), false, TargetHistory.NONE, List.of(yes)),
            "alert_resolved"),
        row(
            "the URL is another",
            fresh,
            facts(
                fresh,
                changed(e -> withAction(e, action("POST", url + "/x", same.headers(), body)))),
            "parameters_changed"),
        row(
            "the method is another",
            fresh,
            facts(fresh, changed(e -> withAction(e, action("PUT", url, same.headers(), body)))),
            "parameters_changed"),
        row(
            "a header is another",
            approved,
            facts(
                approved,
                withAction(asks, action("POST", url, Map.of("Authorization", "Bearer new"), body)),
                yes),
            "parameters_changed"),
        row(
            "the body is another",
            fresh,
            facts(fresh, changed(e -> withAction(e, action("POST", url, same.headers(), "{}")))),
            "parameters_changed"),
        row(
            "the action refers to a label that the alert lacks",
            fresh,
            facts(
                fresh,
                changed(e ->
                    withAction(e, action("POST", url, same.headers(), "\"{{labels.other}}\"")))),
            "parameters_changed"),
        row(
            "max_attempts is less now",
            retried,
            facts(retried, remediation(false, 1, HOUR)),
            "max_attempts"),
        row(
            "other runs have used up the attempts of 24 hours",
            approved,
            new Facts(
                Optional.of(asks),
                true,
                new TargetHistory(true, 3, Optional.of(EARLIER)),
                List.of(yes)),
            "max_attempts"),
        row(
            "the cooldown is longer now",
            retried,
            facts(retried, remediation(false, 3, Duration.ofHours(3))),
            "wait until 2026-11-21T11:00:00Z"),
        row(
            "the cooldown ends now",
            retried,
            facts(retried, remediation(false, 3, Duration.ofHours(2))),
            "make"),
        row(
            "an approved attempt waits for a cooldown too",
            approved,
            new Facts(
                Optional.of(asks),
                true,
                new TargetHistory(true, 1, Optional.of(NOW.minusSeconds(1))),
                List.of(yes)),
            "wait until 2026-11-21T10:59:59Z"),
        row("approval is required now and was never asked for", fresh, facts(fresh, asks), "ask"),
        row("approval is required since the attempt before", retried, facts(retried, asks), "ask"),
        row(
            "the approval was for the attempt before",
            answered(retried, 1, YES),
            facts(retried, asks, yes),
            "ask"),
        row(
            "the approval was for the attempt before, and none is required any more",
            answered(retried, 1, YES),
            facts(retried, free, yes),
            "make"),
        row(
            "the second attempt was approved too",
            answered(retried, 2, YES),
            facts(retried, asks, yes, row(2, YES)),
            "make"),
        row(
            "no answer is stored with the question",
            with(fresh, new Approval(LAPSE, 1, Optional.empty())),
            facts(fresh, asks, yes),
            "not_approved"),
        row(
            "no answer is stored, and none is required any more",
            with(fresh, new Approval(LAPSE, 1, Optional.empty())),
            facts(fresh, free, yes),
            "not_approved"),
        row(
            "the stored answer is no",
            answered(fresh, 1, NO),
            facts(fresh, asks, yes, row(1, NO)),
            "not_approved"),
        row(
            "the audit trail has no row of the answer",
            approved,
            facts(approved, asks),
            "not_approved"),
        row(
            "the audit trail has the other answer",
            approved,
            facts(approved, asks, row(1, NO)),
            "not_approved"),
        row(
            "the audit trail has another person's answer",
            approved,
            facts(
                approved,
                asks,
                row(1, new Approval.Decided(Answer.APPROVE, "eve", "10.0.0.1", "go", YES.at()))),
            "not_approved"),
        row(
            "the audit trail has the answer of another run",
            approved,
            facts(approved, asks, AuditEntry.of(new UUID(1, 2), 1, YES)),
            "not_approved"),
        row(
            "the second question has the first one's answer in the audit trail",
            answered(retried, 2, YES),
            facts(retried, asks, yes),
            "not_approved"),
        row(
            "the question is for a later attempt",
            answered(fresh, 2, YES),
            facts(fresh, asks, row(2, YES)),
            "not_approved"),
        row(
            "the answer is of a time when the question had lapsed",
            with(fresh, new Approval(YES.at(), 1, Optional.of(YES))),
            facts(fresh, asks, yes),
            "not_approved"),
        row(
            "a forged approval is named before all else",
            approved,
            new Facts(Optional.empty(), false, TargetHistory.NONE, List.of()),
            "not_approved"));
  }

  @ParameterizedTest(name = "{0}: {3}")
  @MethodSource("table")
  void decide_table(String sentence, Run run, Facts facts, String decision) {
    assertThat(
            switch (AttemptPolicy.decide(run, facts, NOW)) {
              case Decision.Make make -> "make";
              case Decision.Ask ask -> "ask";
              case Decision.Wait wait -> "wait until " + wait.until();
              case Decision.Refuse refuse -> refuse.why().code();
            })
        .as(sentence)
        .isEqualTo(decision);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          A refusal ends the run as skipped                   | RULE_REMOVED   | 0 | SKIPPED | RULE_REMOVED   | why
          And says how the attempt before failed              | RULE_REMOVED   | 1 | SKIPPED | RULE_REMOVED   | why; the attempt before failed: HTTP 503
          An approval that is not borne out ends it as failed | NOT_APPROVED   | 0 | FAILED  | NOT_APPROVED   | why
          An alert that is over ends it as skipped            | ALERT_RESOLVED | 0 | SKIPPED | ALERT_RESOLVED | the alert was over before that
          Or as failed when an attempt failed before          | ALERT_RESOLVED | 1 | FAILED  | HTTP_STATUS    | HTTP 503
          """)
  void refused_run_isAsTheSentenceSays(
      String sentence,
      EndReason why,
      int attempts,
      RunStatus status,
      EndReason stored,
      String detail) {
    Run before = attempts == 0 ? run() : run(EARLIER);
    Run after = AttemptPolicy.refused(before, new Decision.Refuse(why, "why"), NOW);
    assertThat(after.status()).as(sentence).isEqualTo(status);
    assertThat(after.reason()).as(sentence).hasValue(stored);
    assertThat(after.detail()).as(sentence).isEqualTo(detail);
    assertThat(after.finished()).as(sentence).hasValue(NOW);
  }

  @Test
  void asked_onTheSameClock_lapsesLaterThanTheQuestionBefore() {
    Run first = run().asked(NOW);
    Run second = first.started(NOW, NOW).again(EndReason.HTTP_STATUS, "HTTP 503", NOW).asked(NOW);
    assertThat(first.approval().orElseThrow().expiresAt()).isEqualTo(NOW.plusSeconds(1800));
    assertThat(second.approval().orElseThrow().expiresAt())
        .isEqualTo(NOW.plusSeconds(1800).plusMillis(1));
    assertThat(second.approval().orElseThrow().attempt()).isEqualTo(2);
    assertThat(second.dueAt()).isEqualTo(Optional.of(NOW.plusSeconds(1800).plusMillis(1)));
    assertThat(second.status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
  }
}
