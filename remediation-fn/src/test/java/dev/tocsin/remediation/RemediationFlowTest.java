package dev.tocsin.remediation;

import static dev.tocsin.remediation.Stage.catalogue;
import static dev.tocsin.remediation.Stage.event;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.core.breaker.Destination;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.Publisher;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.remediation.EndReason;
import dev.tocsin.core.remediation.Run;
import dev.tocsin.core.remediation.RunStatus;
import dev.tocsin.platform.breaker.BreakerLog;
import dev.tocsin.testkit.http.RawServer;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

/** The handlers on PostgreSQL, with actions that reach a real HTTP server. */
class RemediationFlowTest {
  private static final Stage STAGE = new Stage("");

  private final Repairs repairs = new Repairs();
  private final Stage stage = STAGE;

  @BeforeEach
  void clear() {
    stage.clear();
    stage.catalogueIs(catalogue(repairs.url(), false, 1, "1h"));
  }

  @AfterEach
  void close() {
    repairs.close();
  }

  @AfterAll
  static void end() {
    STAGE.close();
  }

  private List<String> endings() {
    return stage.reported().stream()
        .filter(RemediationFinished.class::isInstance)
        .map(RemediationFinished.class::cast)
        .map(reported ->
            reported.alert().instanceId() + " " + reported.status() + " " + reported.reason())
        .toList();
  }

  @Test
  void fired_noApproval_isCarriedOutAndReported() {
    assertThat(stage.take(event(1, 1, AlertChanged.FIRED))).isEmpty();
    assertThat(stage.waker.delays).containsExactly(Duration.ZERO);
    stage.work();

    Run run = stage.run(1, 1);
    assertThat(run.status()).isEqualTo(RunStatus.SUCCESS);
    assertThat(repairs.requests)
        .containsExactly(
            new Repairs.Request(
                "POST",
                "/web-1",
                "{\"mount\":\"/tmp\"}",
                run.id().toString(),
                "s3cret",
                "application/json"));
    assertThat(endings()).containsExactly("web-1 success http_2xx");
    stage.work();
    assertThat(repairs.requests).hasSize(1);
  }

  @Test
  void fired_secretsOfHeaders_areNeitherStoredNorReported() {
    stage.catalogueIs(catalogue(repairs.url(), true, 1, "1h"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    assertThat(stage.run(1, 1).toString()).doesNotContain("s3cret");
    assertThat(stage.reported())
        .singleElement()
        .isInstanceOfSatisfying(
            ApprovalRequested.class,
            asked -> {
              assertThat(asked.parameters()).containsOnlyKeys("method", "url", "body");
              assertThat(asked.runId()).isEqualTo(stage.run(1, 1).id());
              assertThat(asked.expiresAt())
                  .isEqualTo(stage.clock.instant().plus(Duration.ofMinutes(30)));
            });
  }

  @Test
  void take_twiceAndBundledAnew_changesNothing() {
    AlertChanged first = event(1, 1, AlertChanged.FIRED);
    AlertChanged second = event(2, 1, AlertChanged.FIRED);
    stage.take(first, second);
    stage.take(first, second);
    stage.take(second);
    stage.work();
    assertThat(repairs.requests).hasSize(2);
    assertThat(endings()).hasSize(2);
  }

  @Test
  void take_resolutionBeforeItsFiring_theFiringIsHistoryOnly() {
    stage.take(event(1, 2, AlertChanged.RESOLVED));
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(repairs.requests).isEmpty();
  }

  @Test
  void take_badEventAmongGood_isADeadLetterAndTheGoodOneRuns() {
    String bad = stage.body(event(1, 1, AlertChanged.FIRED));
    String both =
        bad.replace("\"events\":[", "\"events\":[{\"type\":\"alert_changed\",\"seq\":\"x\"},");
    assertThat(stage.deliver(Stage.message("m1", "1", both))).isEmpty();
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    assertThat(stage.context.getBean(DeadLetters.class).list(Optional.empty(), 10)).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(
      value = FaultPoint.class,
      names = {"AFTER_LOAD", "BEFORE_COMMIT", "AFTER_COMMIT", "AFTER_SEND", "AFTER_MARK"})
  void take_crashAtAnyPoint_comesAgainAndIsDoneOnce(FaultPoint point) {
    stage.catalogueIs(catalogue(repairs.url(), true, 1, "1h"));
    stage.faults.next = List.of(point);
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.clock.advance(Duration.ofMinutes(3));
    stage.tick();
    assertThat(stage.reported().stream().map(Message::eventId).distinct()).hasSize(1);
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.AWAITING_APPROVAL);
  }

  @Test
  void take_failure_holdsBackItsGroupOnly() {
    stage.faults.next = List.of(FaultPoint.BEFORE_COMMIT);
    assertThat(
            stage.deliver(
                Stage.message("m1", "1", stage.body(event(1, 1, AlertChanged.FIRED))),
                Stage.message("m2", "2", stage.body(event(2, 1, AlertChanged.FIRED))),
                Stage.message("m3", "1", stage.body(event(3, 1, AlertChanged.FIRED)))))
        .containsExactly("m1", "m3");
    stage.work();
    assertThat(repairs.requests).hasSize(1);
  }

  @Test
  void take_queueDown_isTakenAndStaysInTheOutbox() {
    try (Stage own = new Stage(catalogue(repairs.url(), true, 1, "1h"))) {
      own.queue.broken = true;
      assertThat(own.take(event(1, 1, AlertChanged.FIRED))).isEmpty();
      assertThat(own.reported()).isEmpty();
      own.queue.broken = false;
      own.clock.advance(Publisher.OWN_TIME);
      own.context.getBean(Publisher.class).publishDue(Set.of(QueueName.NOTIFY));
      assertThat(own.reported()).hasSize(1);
      Instant now = own.clock.instant();
      assertThat(own.context.getBean(Outbox.class).due(now, now)).isEmpty();
    }
  }

  @Test
  void flapping_withinCooldownAndBeyondAttempts_isSkippedWithReasons() {
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    stage.take(event(1, 2, AlertChanged.RESOLVED), event(1, 3, AlertChanged.FIRED));
    stage.clock.advance(Duration.ofMinutes(61));
    stage.take(event(1, 4, AlertChanged.RESOLVED), event(1, 5, AlertChanged.FIRED));
    stage.clock.advance(Duration.ofHours(23));
    stage.take(event(1, 6, AlertChanged.RESOLVED), event(1, 7, AlertChanged.FIRED));
    stage.work();
    assertThat(endings())
        .containsExactly(
            "web-1 success http_2xx",
            "web-1 skipped cooldown",
            "web-1 skipped max_attempts",
            "web-1 success http_2xx");
    assertThat(repairs.requests).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource({"500, http_status", "404, http_status", "302, http_status", "429, http_status"})
  void work_anyOtherAnswer_failedAndNotFollowed(int status, String reason) {
    repairs.status = status;
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(endings()).containsExactly("web-1 failed " + reason);
    assertThat(stage.run(1, 1).detail()).isEqualTo("HTTP " + status);
    assertThat(repairs.requests).hasSize(1);
  }

  @Test
  void work_noAnswerInTime_failedAndNotSentAgain() {
    repairs.silent = true;
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(endings()).containsExactly("web-1 failed no_answer");
    assertThat(repairs.requests).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET", "POST", "PUT", "DELETE"})
  void work_connectionClosedWithoutAnswer_isOneRequestForAnAttempt(String method) {
    try (RawServer service = new RawServer()) {
      service.replies(request -> RawServer.Reply.CLOSE);
      stage.catalogueIs(
          catalogue(service.url(), false, 1, "1h")
              .replace("type: http", "type: http\n      method: " + method));
      stage.take(event(1, 1, AlertChanged.FIRED));
      stage.work();
      assertThat(endings()).containsExactly("web-1 failed no_answer");
      assertThat(service.received())
          .singleElement()
          .satisfies(request -> assertThat(request.method()).isEqualTo(method));
    }
  }

  /** A name that is looked up to loopback may be called; no spelling of a metadata address may. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "[64:ff9b::a9fe:a9fe]",
        "[::ffff:169.254.169.254]",
        "2852039166",
        "[fd00:ec2::254]"
      })
  void work_spellingsOfMetadataAddresses_areRefused(String host) {
    stage.catalogueIs(catalogue("http://" + host, false, 1, "1h"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(endings()).containsExactly("web-1 failed address_refused");
  }

  @Test
  void work_nobodyListens_failedAsNotReached() {
    repairs.close();
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(endings()).containsExactly("web-1 failed not_reached");
  }

  @Test
  void work_metadataAddress_isRefused() {
    stage.catalogueIs(catalogue("http://169.254.169.254", false, 1, "1h"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(endings()).containsExactly("web-1 failed address_refused");
  }

  @Test
  void work_failureWithAttemptsLeft_isTriedAgainAfterTheCooldown() {
    stage.catalogueIs(catalogue(repairs.url(), false, 2, "10m"));
    repairs.status = 503;
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.APPROVED);
    assertThat(endings()).isEmpty();
    stage.clock.advance(Duration.ofMinutes(9));
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    repairs.status = 200;
    stage.clock.advance(Duration.ofMinutes(1));
    stage.work();
    assertThat(endings()).containsExactly("web-1 success http_2xx");
    assertThat(repairs.requests.stream().map(Repairs.Request::idempotencyKey).distinct())
        .containsExactly(stage.run(1, 1).id().toString());
  }

  @Test
  void work_crashAfterTheRequest_isNotRepeatedBlindly() {
    stage.faults.next = List.of(FaultPoint.AFTER_DELIVERY);
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(stage.run(1, 1).status()).isEqualTo(RunStatus.RUNNING);
    stage.clock.advance(Duration.ofSeconds(61));
    stage.work();
    assertThat(repairs.requests).hasSize(1);
    assertThat(endings()).containsExactly("web-1 failed outcome_unknown");
  }

  @Test
  void work_crashWithAttemptsLeft_isRepeatedUnderTheSameKey() {
    stage.catalogueIs(catalogue(repairs.url(), false, 2, "0s"));
    stage.faults.next = List.of(FaultPoint.AFTER_DELIVERY);
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    stage.clock.advance(Duration.ofSeconds(61));
    stage.work();
    assertThat(repairs.requests).hasSize(2);
    assertThat(repairs.requests.stream().map(Repairs.Request::idempotencyKey).distinct())
        .hasSize(1);
    assertThat(endings()).containsExactly("web-1 success http_2xx");
  }

  @Test
  void work_catalogueChangedMeanwhile_isSkipped() {
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.catalogueIs(catalogue(repairs.url() + "/other", false, 1, "1h"));
    stage.work();
    assertThat(repairs.requests).isEmpty();
    assertThat(endings()).containsExactly("web-1 skipped parameters_changed");
  }

  @Test
  void work_destinationBroken_opensItsBreakerReportsThatOnceAndWaits() {
    ListAppender<ILoggingEvent> log = new ListAppender<>();
    log.start();
    ((Logger) LoggerFactory.getLogger(BreakerLog.class)).addAppender(log);
    repairs.status = 500;
    for (long n = 1; n <= 5; n++) {
      stage.take(event(n, 1, AlertChanged.FIRED));
      stage.work();
    }
    stage.take(event(6, 1, AlertChanged.FIRED));
    stage.work();
    assertThat(repairs.requests).hasSize(5);
    assertThat(stage.run(6, 1).status()).isEqualTo(RunStatus.APPROVED);
    assertThat(stage.run(6, 1).attempts()).isEmpty();
    repairs.status = 200;
    stage.clock.advance(Duration.ofSeconds(61));
    stage.work();
    assertThat(stage.run(6, 1).reason()).hasValue(EndReason.HTTP_2XX);
    assertThat(log.list)
        .filteredOn(line -> line.getLevel() == Level.WARN)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "breaker " + Destination.of(URI.create(repairs.url())) + " opened after 5 failures");
  }

  @Test
  void resolved_whileAwaiting_endsTheQuestion() {
    stage.catalogueIs(catalogue(repairs.url(), true, 1, "1h"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.take(event(1, 2, AlertChanged.RESOLVED));
    assertThat(endings()).containsExactly("web-1 skipped alert_resolved");
  }

  @Test
  void tick_callsUpWhatIsDueSoonAndTheQuestionLapses() {
    stage.catalogueIs(catalogue(repairs.url(), true, 1, "1h"));
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.tick();
    assertThat(stage.waker.delays).isEmpty();
    stage.clock.advance(Duration.ofMinutes(29).plusSeconds(10));
    stage.tick();
    assertThat(stage.waker.delays).containsExactly(Duration.ofSeconds(51));
    stage.clock.advance(Duration.ofSeconds(51));
    stage.work();
    assertThat(endings()).containsExactly("web-1 skipped approval_expired");
  }

  @Test
  void tick_afterTheRetention_runsAreGone() {
    stage.take(event(1, 1, AlertChanged.FIRED));
    stage.work();
    Run run = stage.run(1, 1);
    stage.clock.advance(Duration.ofDays(91));
    stage.tick();
    assertThat(stage.runs().find(run.id())).isEmpty();
  }
}
