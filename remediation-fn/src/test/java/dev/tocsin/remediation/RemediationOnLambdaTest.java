package dev.tocsin.remediation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.lambda.AwsEvents;
import dev.tocsin.testkit.lambda.LambdaFunctionContract;
import dev.tocsin.testkit.lambda.SampleMessages;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Remediation's handlers with the events that AWS documents. */
class RemediationOnLambdaTest extends LambdaFunctionContract {
  private static final String KEY_ARN =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:tocsin/approval-key-a1b2c3";

  RemediationOnLambdaTest() {
    super(
        TestPostgres.copyOf("tocsin", Schema::migrate),
        List.of(
            RemediationEventsHandler.class,
            RemediationWorkHandler.class,
            RemediationTickHandler.class,
            ApprovalHandler.class),
        Map.of(
            "TOCSIN_APPROVAL_KEY_SECRET",
            KEY_ARN,
            "TOCSIN_PUBLIC_URL",
            "https://tocsin.example.com/live"));
  }

  @BeforeEach
  void files() {
    aws.secrets().put(KEY_ARN, Base64.getEncoder().encodeToString(new byte[32]));
    aws.objects()
        .put(
            "conf/remediations.yaml",
            """
            remediations:
              - id: restart
                name: Restart the host
                action: {type: http, method: POST, url: "http://localhost:1/restart"}
                alert_rules: [cpu_high]
                requires_approval: true
                approval: link
                max_attempts: 3
                cooldown: 1s
            """);
  }

  @Override
  protected void useDatabase() {
    assertThat(function.invoke(RemediationTickHandler.class, AwsEvents.scheduled()))
        .isEqualTo("true");
  }

  @Test
  void events_alertInTheCatalogue_asksForApproval() {
    assertThat(
            function.invoke(
                RemediationEventsHandler.class,
                AwsEvents.sqs("tocsin-remediate.fifo", "3", List.of(SampleMessages.FIRED))))
        .isEqualTo(AwsEvents.ALL_TAKEN);
    assertThat(
            function.invoke(
                RemediationWorkHandler.class,
                AwsEvents.sqs("tocsin-remediate-wakeup", "", List.of("{\"version\":1}"))))
        .isEqualTo(AwsEvents.ALL_TAKEN);
    assertThat(aws.sent()).anyMatch(message -> message.contains("approval_requested"));
  }

  @Test
  void approval_wrongToken_isRefused() {
    assertThat(
            function.invoke(
                ApprovalHandler.class,
                AwsEvents.rest(
                    "GET", "/approvals/0190a6f0-0000-7000-8000-000000000001", "token=AAAA", "")))
        .contains("\"statusCode\":403");
  }

  @Test
  void tick_eventsLeftForAllQueues_sendsThoseOfItsOwnOnly() {
    leaveEvents();
    useDatabase();
    assertThat(leftEventsSentTo()).containsExactly("notify");
  }
}
