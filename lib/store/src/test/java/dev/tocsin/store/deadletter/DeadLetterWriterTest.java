package dev.tocsin.store.deadletter;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetter.Source;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.core.outbox.UnsentLanes;
import dev.tocsin.platform.deadletter.DeadLetterWriter;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.CountingIds;
import dev.tocsin.testkit.MovedClock;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DeadLetterWriterTest {
  private static final Source METRIC = new Source.Metric("metrics", 3, 7);
  private static final Source EVENT = new Source.Event("notify");
  private static final Source DELIVERY =
      new Source.Delivery(CountingIds.id(8), "https://pager.example.com");

  private final ApplicationContext context = StoreFixture.empty();
  private final DeadLetters letters = context.getBean(DeadLetters.class);
  private final Outbox outbox = context.getBean(Outbox.class);
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final MovedClock clock = MovedClock.create();
  private final Instant now = clock.instant();
  private final DeadLetterWriter deadLetters =
      new DeadLetterWriter(
          context.getBean(Transactions.class),
          letters,
          outbox,
          context.getBean(ObjectMapper.class),
          meters,
          clock);
  private final Logger log = (Logger) LoggerFactory.getLogger(DeadLetterWriter.class);
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    log.setLevel(Level.INFO);
    lines.start();
    log.addAppender(lines);
  }

  @AfterEach
  void stopListening() {
    log.detachAppender(lines);
  }

  @Test
  void save_ofEverySource_keepsCountsAndNotices() {
    // The context is shared with other tests.
    UnsentLanes unsent = context.getBean(UnsentLanes.class);
    var unused = unsent.take();
    deadLetters.save(List.of(letter(1, METRIC), letter(2, EVENT), letter(3, DELIVERY)), now);

    assertThat(letters.list(Optional.empty(), 10)).hasSize(3);
    Set<Lane> lanes = unsent.take();
    assertThat(lanes).isNotEmpty();
    assertThat(outbox.due(now, Instant.EPOCH)).containsExactlyInAnyOrderElementsOf(lanes);
    assertThat(lanes).extracting(Lane::queue).containsOnly(QueueName.DEAD_LETTERS);
    assertThat(notices(lanes))
        .containsExactlyInAnyOrder(
            notice(1, "\"source\":\"metric\",\"topic\":\"metrics\",\"partition\":3,\"offset\":7"),
            notice(2, "\"source\":\"event\",\"queue\":\"notify\""),
            notice(
                3,
                "\"source\":\"delivery\",\"delivery_id\":\"%s\",\"destination\":\"https://pager.example.com\""
                    .formatted(CountingIds.id(8))));
    assertThat(
            meters
                .get("tocsin.dead.letters")
                .tags("source", "event", "reason", "refused")
                .counter()
                .count())
        .isEqualTo(1);
  }

  @Test
  void save_manyTimes_logsOneLineAndOneWhenItIsOver() {
    for (int n = 1; n <= 50; n++) {
      deadLetters.save(List.of(letter(n, EVENT)), now);
      deadLetters.save(List.of(), now);
    }
    clock.advance(Duration.ofSeconds(2));
    deadLetters.save(List.of(), now);

    assertThat(lines.list)
        .extracting(ILoggingEvent::getFormattedMessage)
        .containsExactly(
            "Dead letters are put aside: the first is %s, from notify: refused (no reason)"
                .formatted(CountingIds.id(1)),
            "Dead letters come no more: 50 failures in 0.0 s");
  }

  private List<String> notices(Set<Lane> lanes) {
    List<String> bodies = new ArrayList<>();
    for (Lane lane : lanes) {
      outbox.send(
          lane.queue(),
          Set.of(lane.shard()),
          Instant.EPOCH,
          now,
          (queue, messages) -> messages.forEach(message -> bodies.add(event(message.body()))));
    }
    return bodies;
  }

  private static String event(String body) {
    return body.substring(body.indexOf('[') + 1, body.lastIndexOf(']'));
  }

  private static String notice(int id, String fields) {
    return "{\"version\":1,\"id\":\"%s\",\"reason\":\"refused\",%s}"
        .formatted(CountingIds.id(id), fields);
  }

  private DeadLetter letter(int id, Source source) {
    return new DeadLetter(
        CountingIds.id(id),
        source,
        "refused",
        "no reason",
        RawBytes.of(new byte[] {1}),
        now,
        Optional.empty());
  }
}
