package dev.tocsin.local.localstack;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.local.browser.ApprovalTab;
import dev.tocsin.local.browser.Chromium;
import dev.tocsin.local.trial.Receiver;
import dev.tocsin.testkit.lambda.AwsEvents;
import dev.tocsin.testkit.lambda.SampleMessages;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/**
 * The archives in Lambda and everything around them as Terraform makes it: mappings, API, rule,
 * secret. Needs Docker and Terraform, and Chromium for the approval page.
 */
@Tag("localstack")
@ExtendWith(OnLocalstack.class)
@Timeout(600)
class LocalstackTest {
  private static final String ANY = "0190a6f0-0000-7000-8000-00000000000a";

  private final DeployedTocsin tocsin;

  LocalstackTest(DeployedTocsin tocsin) {
    this.tocsin = tocsin;
  }

  @Test
  void aSecondApply_wouldChangeNothing() {
    assertThat(tocsin.isSettled()).isTrue();
  }

  /**
   * All handlers but that of metrics, whose records must be those of the topic: the bridge brings
   * them.
   */
  static Stream<Arguments> documentedEvents() {
    String alert = AwsEvents.sqs("tocsin.fifo", "3", List.of(SampleMessages.FIRED));
    String wakeUp = AwsEvents.sqs("tocsin-wakeup", "", List.of("{\"version\":1}"));
    String tick = AwsEvents.scheduled();
    return Stream.of(
        Arguments.of("notifier-ingest", alert, "{}"),
        Arguments.of("enricher-ingest", alert, "{}"),
        Arguments.of("remediation-ingest", alert, "{}"),
        Arguments.of("notifier-delivery", wakeUp, "{}"),
        Arguments.of("enricher-work", wakeUp, "{}"),
        Arguments.of("remediation-work", wakeUp, "{}"),
        Arguments.of("evaluator-tick", tick, "true"),
        Arguments.of("notifier-tick", tick, "true"),
        Arguments.of("enricher-tick", tick, "true"),
        Arguments.of("remediation-tick", tick, "true"),
        Arguments.of("evaluator-api", AwsEvents.rest("GET", "/api/v1/alerts", "", ""), ":200"),
        Arguments.of("notifier-api", AwsEvents.rest("GET", "/api/v1/dead-letters", "", ""), ":200"),
        Arguments.of(
            "remediation-approval",
            AwsEvents.rest("GET", "/approvals/" + ANY, "token=wrong", ""),
            "\"statusCode\":4"));
  }

  @ParameterizedTest
  @MethodSource("documentedEvents")
  void everyFunction_answersTheEventThatAwsDocuments(String function, String event, String answer) {
    InvokeResponse response = tocsin.invoke(function, event);
    String said = response.payload().asUtf8String();
    assertThat(response.functionError()).as(said).isNull();
    assertThat(said).contains(answer);
  }

  @Test
  void messagesOfOneGroup_areReportedInTheirOrder() throws Exception {
    List<SampleEvent> alerts = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      SampleEvent fired = SampleEvent.fired("%016x".formatted(0x1000 + i));
      alerts.add(fired);
      tocsin.send("notify", fired.fingerprint(), fired.message());
      tocsin.send(
          "notify", fired.fingerprint(), new SampleEvent(fired.fingerprint(), 2, false).message());
    }
    for (SampleEvent alert : alerts) {
      within(DeployedTocsin.PATIENCE)
          .alias("both messages of " + alert)
          .until(() -> tocsin.reported(alert.alert()).size() >= 2);
      assertThat(tocsin.reported(alert.alert())).containsExactly("firing", "resolved");
    }
  }

  @Test
  void aMessageThatFails_comesAgainAlone_becomesADeadLetter_andIsDrivenAgain() throws Exception {
    SampleEvent good = SampleEvent.fired("00000000000020aa");
    SampleEvent bad = SampleEvent.fired("00000000000020bb");
    String deadLetters = tocsin.deadLetterQueue("notify");
    Map<QueueAttributeName, String> before = giveUpSoon("notify");
    Poison poison = Poison.of(tocsin, bad);
    try {
      tocsin.send("notify", "2", bad.message());
      tocsin.send("notify", "3", good.message());
      within(DeployedTocsin.PATIENCE)
          .alias("the good one to be reported")
          .until(() -> tocsin.reported(good.alert()).contains("firing"));
      within(DeployedTocsin.PATIENCE)
          .alias("the poison among the dead letters")
          .until(() ->
              tocsin
                  .attribute(deadLetters, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)
                  .equals("1"));
    } finally {
      poison.mend();
      tocsin
          .sqs()
          .setQueueAttributes(set -> set.queueUrl(tocsin.queue("notify")).attributes(before));
    }
    assertThat(tocsin.reported(bad.alert())).isEmpty();
    assertThat(tocsin.reported(good.alert())).containsExactly("firing");

    Message dead =
        tocsin
            .sqs()
            .receiveMessage(r -> r.queueUrl(deadLetters).waitTimeSeconds(5))
            .messages()
            .getFirst();
    tocsin.send("notify", "2", dead.body());
    tocsin.sqs().deleteMessage(d -> d.queueUrl(deadLetters).receiptHandle(dead.receiptHandle()));
    within(DeployedTocsin.PATIENCE)
        .alias("what was poison to be reported")
        .until(() -> !tocsin.reported(bad.alert()).isEmpty());
    assertThat(tocsin.reported(bad.alert())).containsExactly("firing");
  }

  /** Makes a message of the queue a dead letter within half a minute; returns how it was. */
  private Map<QueueAttributeName, String> giveUpSoon(String key) {
    String url = tocsin.queue(key);
    Map<QueueAttributeName, String> before =
        Map.of(
            QueueAttributeName.VISIBILITY_TIMEOUT,
            tocsin.attribute(url, QueueAttributeName.VISIBILITY_TIMEOUT),
            QueueAttributeName.REDRIVE_POLICY,
            tocsin.attribute(url, QueueAttributeName.REDRIVE_POLICY));
    String arn = tocsin.attribute(tocsin.deadLetterQueue(key), QueueAttributeName.QUEUE_ARN);
    tocsin
        .sqs()
        .setQueueAttributes(set ->
            set.queueUrl(url)
                .attributes(
                    Map.of(
                        QueueAttributeName.VISIBILITY_TIMEOUT,
                        "10",
                        QueueAttributeName.REDRIVE_POLICY,
                        "{\"deadLetterTargetArn\":\"%s\",\"maxReceiveCount\":\"2\"}"
                            .formatted(arn))));
    return before;
  }

  @Test
  void theApi_readsAndWrites() throws Exception {
    HttpResponse<String> alerts = tocsin.call("GET", "/api/v1/alerts");
    assertThat(alerts.statusCode()).as(alerts.body()).isEqualTo(200);
    assertThat(DeployedTocsin.json(alerts.body()).path("status").asText()).isEqualTo("success");

    HttpResponse<String> rules = tocsin.call("GET", "/api/v1/rules");
    assertThat(rules.statusCode()).as(rules.body()).isEqualTo(200);
    assertThat(DeployedTocsin.json(rules.body()).path("data").path("groups")).isNotEmpty();
    HttpResponse<String> versions = tocsin.call("GET", "/api/v1/rules/versions");
    assertThat(versions.statusCode()).as(versions.body()).isEqualTo(200);
    HttpResponse<String> why = tocsin.call("GET", "/api/v1/alert-keys/0000000000000001/why");
    assertThat(why.statusCode()).as(why.body()).isEqualTo(404);
    // Rules come from the bucket here.
    HttpResponse<String> rollBack = tocsin.call("POST", "/api/v1/rules/rollback/1");
    assertThat(rollBack.statusCode()).as(rollBack.body()).isEqualTo(409);

    HttpResponse<String> redrive =
        tocsin.call("POST", "/api/v1/dead-letters/" + UUID.randomUUID() + "/redrive");
    assertThat(redrive.statusCode()).as(redrive.body()).isEqualTo(404);
    assertThat(redrive.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).contains("json"));
  }

  /** Its address has the API's stage in the path, which the page's form must keep. */
  @Test
  void theApprovalPage_takesAYesInABrowser() throws Exception {
    assumeTrue(Chromium.program().isPresent(), "there is no Chromium on the PATH");
    SampleEvent fired = SampleEvent.fired("00000000000030aa");
    tocsin.send(
        "remediate",
        "3",
        fired.message().replace("\"cpu_high\"", "\"" + DeployedTocsin.REPAIRED_RULE + "\""));
    within(DeployedTocsin.PATIENCE)
        .alias("the question")
        .until(() -> tocsin.reported(fired.alert()).contains("approval_requested"));
    Receiver.Reported question =
        tocsin.receiver().all().stream()
            .filter(reported -> reported.text("alert_id").equals(fired.alert().toString()))
            .filter(reported -> reported.state().equals("approval_requested"))
            .findFirst()
            .orElseThrow();
    URI link = URI.create(question.text("approval_url"));
    UUID run = UUID.fromString(question.text("run_id"));
    try (Chromium chromium = Chromium.start();
        ApprovalTab tab = chromium.newTab();
        ApprovalTab other = chromium.newTab()) {
      assertThat(tab.open(link)).isEqualTo(200);
      assertThat(tab.title()).isEqualTo("Restart the web server?");
      assertThat(other.open(link)).isEqualTo(200);
      assertThat(tab.answer("Approve", "go on ✓")).isEqualTo(200);
      assertThat(tab.text()).contains("Your decision is recorded", "go on ✓");
      assertThat(other.answer("Deny", "")).isEqualTo(409);
      assertThat(other.text()).contains("This was decided before", "go on ✓");
    }
    assertThat(tocsin.database().records().runs().find(run).flatMap(Run::approval))
        .flatMap(Approval::decided)
        .hasValueSatisfying(decided -> {
          assertThat(decided.answer()).isEqualTo(Approval.Answer.APPROVE);
          assertThat(decided.comment()).isEqualTo("go on ✓");
        });
  }

  @Test
  void theRule_callsTheTick() throws Exception {
    Instant before = Instant.now();
    within(DeployedTocsin.PATIENCE)
        .alias("a tick")
        .until(() -> tocsin.database().lastTick().filter(tick -> tick.isAfter(before)).isPresent());
  }

  @Test
  void theApprovalKey_isInTheSecretOnly_andFound() throws Exception {
    try (SecretsManagerClient secrets = tocsin.secrets()) {
      assertThat(secrets.getSecretValue(r -> r.secretId("tocsin/approval-key")).secretString())
          .isEqualTo(DeployedTocsin.KEY);
    }
    assertThat(tocsin.lambda().listFunctions().functions())
        .hasSizeGreaterThan(10)
        .allSatisfy(function ->
            assertThat(function.environment().variables()).doesNotContainValue(DeployedTocsin.KEY));
    // With a key a wrong token is refused; without one the function would fail.
    HttpResponse<String> page = tocsin.call("GET", "/approvals/" + ANY + "?token=wrong");
    assertThat(page.statusCode()).as(page.body()).isBetween(400, 499);
  }
}
