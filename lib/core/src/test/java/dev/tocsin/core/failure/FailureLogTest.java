package dev.tocsin.core.failure;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class FailureLogTest {
  private final Logger log = (Logger) LoggerFactory.getLogger(FailureLogTest.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private Instant now = Instant.parse("2026-03-01T00:00:00Z");
  private final FailureLog failures = new FailureLog(log, "Queue of notifier", () -> now);

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
    log.setAdditive(false);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
  }

  @Test
  void manyFailures_andASuccess_areTwoLines() {
    for (int i = 0; i < 100; i++) {
      failures.failed(new IllegalStateException("refused"));
      now = now.plusMillis(100);
    }
    now = now.plus(FailureLog.QUIET);
    failures.worked();
    failures.worked();

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Queue of notifier fails and is tried again: java.lang.IllegalStateException: refused",
            "Queue of notifier works again: 100 failures in 9.9 s");
  }

  @Test
  void worked_whileOthersStillFail_doesNotEndTheIncident() {
    failures.failed(new IllegalStateException("refused"));
    now = now.plus(Duration.ofSeconds(1));
    failures.worked();
    failures.failed(new IllegalStateException("refused"));

    assertThat(lines.list).hasSize(1);
  }

  @Test
  void failed_reportsTheRootOfTheCauses() {
    failures.failed(
        new IllegalStateException("no batch", new RuntimeException(new Exception("deep"))));

    assertThat(lines.list.getFirst().getFormattedMessage())
        .endsWith("java.lang.IllegalStateException: no batch (java.lang.Exception: deep)");
  }

  @Test
  void failed_byAFault_hasItsTrace_byAnOutageNone() {
    failures.failed(new IllegalStateException("a mistake"));
    new FailureLog(log, "Another", () -> now)
        .failed(new IllegalStateException("no answer", new SocketTimeoutException()));

    assertThat(lines.list.getFirst().getThrowableProxy()).isNotNull();
    assertThat(lines.list.getLast().getThrowableProxy()).isNull();
  }

  @Test
  void words_areThoseItWasGiven() {
    FailureLog letters = new FailureLog(log, "Letters come", "Letters come no more", () -> now);
    letters.failed("the first is 1");
    letters.failed("the first is 2");
    now = now.plus(FailureLog.QUIET);
    letters.worked();

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Letters come: the first is 1", "Letters come no more: 2 failures in 0.0 s");
  }
}
