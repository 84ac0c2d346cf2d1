package dev.tocsin.evaluator.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.engine.builtin.LogSnapshot;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class HeldPartitionsTest {
  private static final PartitionId P0 = new PartitionId("metrics", 0);
  private static final Instant T = Instant.parse("2026-11-30T10:00:00Z");

  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
  private HeldPartitions held;

  @BeforeEach
  void listen() {
    Logger log = (Logger) LoggerFactory.getLogger(HeldPartitionsTest.class);
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
    held = new HeldPartitions(log, Duration.ofSeconds(30));
  }

  private void saw(int seconds, long end, long uncommitted) {
    held.saw(List.of(new LogSnapshot(P0, 0, end, 0, uncommitted)), T.plusSeconds(seconds));
  }

  @Test
  void saw_transactionThatDoesNotEnd_isLoggedOnceAndItsEndToo() {
    saw(0, 7, 0);
    saw(1, 7, 1);
    saw(30, 7, 2);
    assertThat(lines.list).isEmpty();
    saw(31, 7, 3);
    saw(60, 7, 4);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Partition metrics-0 stands still at offset 7 since 2026-11-30T10:00:01Z: a producer has not ended its transaction, and 3 offsets wait");
    saw(61, 12, 0);
    saw(62, 12, 0);
    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .last()
        .isEqualTo("Partition metrics-0 goes on: the transaction that held it back has ended");
    assertThat(lines.list).hasSize(2);
  }

  @Test
  void saw_oneShortTransactionAfterAnother_logsNothing() {
    for (int second = 0; second < 100; second++) {
      saw(second, second, 3);
    }
    assertThat(lines.list).isEmpty();
  }
}
