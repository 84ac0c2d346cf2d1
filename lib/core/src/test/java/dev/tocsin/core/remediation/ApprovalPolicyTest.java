package dev.tocsin.core.remediation;

import static dev.tocsin.core.remediation.RemediationFixtures.NOW;
import static dev.tocsin.core.remediation.RemediationFixtures.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApprovalPolicyTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          An answer to a question about a firing alert counts | AWAITING_APPROVAL |                  | true  | ab12 | 0    |
          Until the link expires                              | AWAITING_APPROVAL |                  | true  | ab12 | 1799 |
          Not when it has expired                             | AWAITING_APPROVAL |                  | true  | ab12 | 1800 | EXPIRED
          Nor when the run has ended for that                 | SKIPPED           | APPROVAL_EXPIRED | true  | ab12 | 1801 | EXPIRED
          Not when the alert is over                          | AWAITING_APPROVAL |                  | false | ab12 | 0    | ALERT_RESOLVED
          Nor when the run has ended for that                 | SKIPPED           | ALERT_RESOLVED   | false | ab12 | 0    | ALERT_RESOLVED
          Not when the catalogue says something else          | AWAITING_APPROVAL |                  | true  | cd34 | 0    | PARAMETERS_CHANGED
          Not when the catalogue says nothing any more        | AWAITING_APPROVAL |                  | true  |      | 0    | PARAMETERS_CHANGED
          A question is answered once: it was approved        | APPROVED          |                  | true  | ab12 | 0    | ALREADY_DECIDED
          A question is answered once: it was denied          | SKIPPED           | DENIED           | true  | ab12 | 0    | ALREADY_DECIDED
          A question is answered once: the run is under way   | RUNNING           |                  | true  | cd34 | 0    | ALREADY_DECIDED
          A question is answered once: the run has ended      | SUCCESS           | HTTP_2XX         | false | ab12 | 0    | ALREADY_DECIDED
          """)
  void refuse_anAnswer_isAsTheSentenceSays(
      String sentence,
      RunStatus status,
      @Nullable EndReason reason,
      boolean fires,
      @Nullable String hash,
      long seconds,
      ApprovalPolicy.@Nullable Refusal refusal) {
    Run asked = run(status, Optional.ofNullable(reason), List.of());
    assertThat(
            ApprovalPolicy.refuse(
                asked, fires, Optional.ofNullable(hash), NOW.plusSeconds(seconds)))
        .as(sentence)
        .isEqualTo(Optional.ofNullable(refusal));
  }

  @Test
  void answered_approve_isDueAtOnceAndKeepsTheAnswer() {
    Instant at = NOW.plusSeconds(5);
    Approval.Decided answer =
        new Approval.Decided(Approval.Answer.APPROVE, "link", "10.0.0.1", "go", at);
    Run approved = run(RunStatus.AWAITING_APPROVAL, Optional.empty(), List.of()).answered(answer);
    assertThat(approved.status()).isEqualTo(RunStatus.APPROVED);
    assertThat(approved.dueAt()).hasValue(at);
    assertThat(approved.approval().orElseThrow().decided()).hasValue(answer);
  }

  @Test
  void answered_deny_endsSkipped() {
    Run denied =
        run(RunStatus.AWAITING_APPROVAL, Optional.empty(), List.of())
            .answered(new Approval.Decided(Approval.Answer.DENY, "link", "", "", NOW));
    assertThat(denied.status()).isEqualTo(RunStatus.SKIPPED);
    assertThat(denied.reason()).hasValue(EndReason.DENIED);
    assertThat(denied.dueAt()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, false",
    "::1, false",
    "10.1.2.3, false",
    "192.0.2.7, false",
    "169.254.169.254, true",
    "169.254.0.1, true",
    "::ffff:169.254.169.254, true",
    "fe80::1, true",
    "fd00:ec2::254, true",
    "100.100.100.200, true",
    "0.0.0.0, true",
    "::, true",
    "224.0.0.1, true"
  })
  void addressGuard_table(String address, boolean refused) throws UnknownHostException {
    assertThat(AddressGuard.refuses(InetAddress.getByName(address))).isEqualTo(refused);
  }
}
