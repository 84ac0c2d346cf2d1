package dev.tocsin.remediation;

import static dev.tocsin.remediation.Stage.catalogue;
import static dev.tocsin.remediation.Stage.event;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.remediation.Approval;
import dev.tocsin.core.remediation.ApprovalToken;
import dev.tocsin.core.remediation.AuditEntry;
import dev.tocsin.core.remediation.AuditTrail;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.store.Sql;
import io.micronaut.function.aws.proxy.MockLambdaContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** Attempts that wait are checked by what holds when they are made. */
class WaitingAttemptTest {
  private static final Stage STAGE = new Stage("");

  private final Repairs repairs = new Repairs();
  private final Stage stage = STAGE;

  @BeforeEach
  void clear() {
    stage.clear();
  }

  @AfterEach
  void close() {
    repairs.close();
  }

  @AfterAll
  static void end() {
    STAGE.close();
  }

  private String entry(boolean asks, int maxAttempts, String cooldown) {
    return catalogue(repairs.url(), asks, maxAttempts, cooldown);
  }

  private List<String> endings() {
    return stage.reported().stream()
        .filter(RemediationFinished.class::isInstance)
        .map(RemediationFinished.class::cast)
        .map(reported -> reported.status() + " " + reported.reason())
        .toList();
  }

  private List<ApprovalRequested> questions() {
    return stage.reported().stream()
        .filter(ApprovalRequested.class::isInstance)
        .map(ApprovalRequested.class::cast)
        .toList();
  }

  private List<String> trail() {
    return stage.context.getBean(AuditTrail.class).of(stage.run(1, 1).id()).stream()
        .map(AuditEntry::action)
        .toList();
  }

  /** Answers by the link of the run's question as it is now; returns the status. */
  private int answer(String decision) {
    Run run = stage.run(1, 1);
    return answer(decision, token(run));
  }

  private static String token(Run run) {
    return ApprovalToken.derive(
        Stage.KEY, run.id(), run.plan().parametersHash(), run.approval().orElseThrow().expiresAt());
  }

  private int answer(String decision, String token) {
    APIGatewayProxyRequestEvent request =
        new APIGatewayProxyRequestEvent()
            .withHttpMethod("POST")
            .withPath("/approvals/" + stage.run(1, 1).id())
            .withHeaders(Map.of("Content-Type", "application/json"))
            .withBody("{\"token\":\"%s\",\"decision\":\"%s\"}".formatted(token, decision));
    APIGatewayProxyResponseEvent response =
        new ApprovalHandler(stage.context).handleRequest(request, new MockLambdaContext());
    return response.getStatusCode();
  }

  /** An attempt that was approved, or needed no approval, fails and the next one waits. */
  private void failOnce(boolean asks) {
    stage.catalogueIs(entry(asks, 3, "10m"));
    repairs.status = 503;
    stage.take(event(1, 1, AlertChanged.FIRED));
    if (asks) {
      assertThat(answer("approve")).isEqualTo(200);
    }
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    repairs.status = 200;
    stage.queue.messages.clear();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void entryRemoved_whileTheRetryWaits_isSkipped(boolean asks) {
    failOnce(asks);
    stage.catalogueIs("remediations: []");
    stage.clock.advance(Duration.ofMinutes(10));
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    assertThat(endings()).containsExactly("skipped remediation_removed");
    assertThat(trail()).last().isEqualTo("remediation.refuse");
    assertThat(stage.run(1, 1).detail())
        .isEqualTo(
            "the catalogue no longer has this remediation; the attempt before failed: HTTP 503");
  }

  @ParameterizedTest
  @CsvSource({
    "alert_rules: [disk_high], alert_rules: [disk_low], rule_removed",
    "max_attempts: 3, max_attempts: 1, max_attempts",
    "X-Secret: s3cret, X-Secret: other, parameters_changed"
  })
  void entryChanged_whileTheRetryWaits_isSkipped(String before, String after, String reason) {
    failOnce(false);
    stage.catalogueIs(entry(false, 3, "10m").replace(before, after));
    stage.clock.advance(Duration.ofMinutes(10));
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    assertThat(endings()).containsExactly("skipped " + reason);
    assertThat(trail()).containsExactly("remediation.refuse");
  }

  @Test
  void cooldownRaised_whileTheRetryWaits_waitsLonger() {
    failOnce(false);
    stage.catalogueIs(entry(false, 3, "20m"));
    stage.clock.advance(Duration.ofMinutes(10));
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    stage.clock.advance(Duration.ofMinutes(10));
    stage.work();
    assertThat(repairs.requests).hasSize(2);
    assertThat(endings()).containsExactly("success http_2xx");
  }

  @Test
  void approvalRequiredNow_aPersonIsAskedBeforeTheFirstAttempt() {
    stage.catalogueIs(entry(false, 1, "1h"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.catalogueIs(entry(true, 1, "1h"));
    stage.work();
    assertThat(repairs.requests).isEmpty();
    assertThat(questions()).hasSize(1);
    assertThat(answer("approve")).isEqualTo(200);
    stage.work();
    assertThat(repairs.requests).hasSize(1);
  }

  @Test
  void resolvedWhileUnderWay_theRetryIsNotMade() {
    stage.catalogueIs(entry(false, 3, "0s"));
    stage.faults.next = List.of(FaultPoint.AFTER_DELIVERY);
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    stage.take(event(1, 2, AlertChanged.RESOLVED));
    stage.clock.advance(Duration.ofSeconds(61));
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    assertThat(endings()).containsExactly("failed outcome_unknown");
  }

  @Test
  void breakerOpen_removedMeanwhile_isSkippedAndTheProbeIsLeft() {
    stage.catalogueIs(entry(false, 1, "1h"));
    repairs.status = 500;
    for (long n = 1; n <= 5; n++) {
      stage.take(event(n, 1, AlertChanged.FIRED));
      stage.work();
    }
    stage.take(event(6, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(stage.run(6, 1).status()).isEqualTo(RunStatus.APPROVED);
    stage.catalogueIs("remediations: []");
    stage.clock.advance(Duration.ofSeconds(61));
    stage.work();
    assertThat(repairs.requests).hasSize(5);
    assertThat(stage.run(6, 1).reason().orElseThrow().code()).isEqualTo("remediation_removed");
  }

  @Test
  void approvedAttemptFails_theNextOneIsAskedForAnew() {
    failOnce(true);
    Run waiting = stage.run(1, 1);
    String spent = token(waiting);
    stage.clock.advance(Duration.ofMinutes(10));
    stage.work();
    stage.clock.advance(Duration.ofMinutes(1));
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    assertThat(questions())
        .singleElement()
        .satisfies(asked -> {
          assertThat(asked.attempt()).isEqualTo(2);
          assertThat(asked.detail()).isEqualTo("HTTP 503");
        });
    assertThat(answer("approve", spent)).isEqualTo(403);
    assertThat(answer("approve")).isEqualTo(200);
    stage.work();
    assertThat(repairs.requests).hasSize(2);
    assertThat(endings()).containsExactly("success http_2xx");
    assertThat(trail()).containsExactly("remediation.approve", "remediation.approve");
  }

  @Test
  void crashAfterAnApprovedAttempt_theNextOneIsAskedForAnew() {
    stage.catalogueIs(entry(true, 3, "0s"));
    stage.faults.next = List.of(FaultPoint.AFTER_DELIVERY);
    stage.take(event(1, 1, AlertChanged.FIRED));
    answer("approve");
    stage.work();
    stage.clock.advance(Duration.ofSeconds(61));
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
    assertThat(stage.run(1, 1).approval().map(Approval::attempt)).hasValue(2);
  }

  /** Each forges one of the rows that an approval is made of, or lacks one. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ask | UPDATE remediation_run SET status = 'approved', due_at = created_at",
        "ask | UPDATE remediation_run SET status = 'approved', due_at = created_at; "
            + "UPDATE approval SET answer = 'approve', principal = 'link', source = '', comment = '', "
            + "decided_at = expires_at - interval '1 second'",
        "ask | UPDATE remediation_run SET status = 'approved', due_at = created_at; "
            + "INSERT INTO audit SELECT gen_random_uuid(), created_at, 'link', '', "
            + "'remediation.approve', id, '' FROM remediation_run",
        "ask | UPDATE remediation_run SET status = 'approved', due_at = created_at; "
            + "UPDATE approval SET answer = 'approve', principal = 'link', source = '', comment = '', "
            + "decided_at = expires_at - interval '1 second'; "
            + "INSERT INTO audit SELECT gen_random_uuid(), created_at, 'link', '', "
            + "'remediation.approve', id, '' FROM remediation_run",
        "approve | DELETE FROM audit",
        "approve | UPDATE audit SET action = 'remediation.deny'",
        "approve | UPDATE audit SET subject = gen_random_uuid()",
        "approve | UPDATE audit SET principal = 'eve'",
        "approve | UPDATE approval SET answer = 'deny'",
        "approve | UPDATE approval SET attempt = 2",
        "approve | UPDATE approval SET answer = NULL, principal = NULL, source = NULL, "
            + "comment = NULL, decided_at = NULL",
        "deny | UPDATE remediation_run SET status = 'approved', due_at = created_at, "
            + "finished_at = NULL, reason = NULL",
        "deny | UPDATE remediation_run SET status = 'approved', due_at = created_at, "
            + "finished_at = NULL, reason = NULL; UPDATE approval SET answer = 'approve'"
      })
  void forgedRow_isNotCarriedOutButLoggedAndAudited(String before, String forgery) {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    Logger logger = (Logger) LoggerFactory.getLogger("dev.tocsin.remediation.work.ClaimRun");
    logger.addAppender(log);
    stage.catalogueIs(entry(true, 3, "0s"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    if (!before.equals("ask")) {
      assertThat(answer(before)).isEqualTo(200);
    }
    stage.queue.messages.clear();
    Sql sql = stage.context.getBean(Sql.class);
    for (String statement : forgery.split(";", -1)) {
      assertThat(sql.of(statement).update()).isEqualTo(1);
    }
    stage.work();
    logger.detachAppender(log);
    assertThat(repairs.requests).isEmpty();
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.FAILED);
    assertThat(stage.run(1, 1).reason().orElseThrow().code()).isEqualTo("not_approved");
    assertThat(trail()).contains("remediation.refuse");
    assertThat(log.list).extracting(ILoggingEvent::getLevel).containsExactly(Level.ERROR);
  }

  @Test
  void questionDeletedAndMarkedAsApproved_isAskedForAnew() {
    stage.catalogueIs(entry(true, 3, "0s"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    Sql sql = stage.context.getBean(Sql.class);
    sql.of("DELETE FROM approval").update();
    sql.of("UPDATE remediation_run SET status = 'approved', due_at = created_at").update();
    stage.clock.advance(Duration.ofMinutes(1));
    stage.work();
    assertThat(repairs.requests).isEmpty();
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
  }
}
