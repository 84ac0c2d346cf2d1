package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.deliver.DeliverDue;
import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.http.RawServer.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Receiver {@code mail} stands in for {@code db}, and {@code night} for {@code mail}. The clock
 * begins at 10:00:00.
 */
class FallbackTest {
  private static final Labels DISK = Labels.of("alertname", "Disk");
  private static final Duration INTERVAL = Duration.ofMinutes(2);
  private static final Labels CPU = Labels.of("alertname", "Cpu");

  private final RoutedWorld world = new RoutedWorld();
  private final RawServer db = new RawServer();
  private final RawServer mail = new RawServer();
  private final RawServer night = new RawServer();

  @BeforeEach
  void configure() {
    world.configure(
        """
        route: {receiver: db, group_by: [alertname], group_wait: 0s, group_interval: 2m}
        receivers:
        - {name: db, webhook_configs: [{url: '%s'}]}
        - {name: mail, webhook_configs: [{url: '%s'}]}
        - {name: night, webhook_configs: [{url: '%s'}]}
        """
            .formatted(db.url(), mail.url(), night.url()),
        Optional.of("fallback_receivers: {db: mail, mail: night}\n"));
  }

  @AfterEach
  void close() {
    db.close();
    mail.close();
    night.close();
    world.close();
  }

  /** Lets time pass, and flushes and delivers what is due until nothing is. */
  private void after(Duration time) {
    world.clock.advance(time);
    for (int turn = 0; turn < 3; turn++) {
      world.after(Duration.ZERO);
      world.bean(DeliverDue.class).run();
    }
  }

  /** The alert is posted each minute, or it would end by itself. */
  private void fireFor(int minutes) {
    for (int minute = 0; minute < minutes; minute++) {
      world.post(DISK);
      after(Duration.ofMinutes(1));
    }
  }

  private static List<String> statuses(RawServer server) {
    return server.received().stream()
        .map(request -> request.body().contains("\"status\":\"firing\"") ? "firing" : "resolved")
        .toList();
  }

  @Test
  void refused_isNotifiedAtTheFallbackAndClosedThere() {
    db.replies(request -> Reply.of(404, ""));
    world.post(DISK);
    after(Duration.ZERO);
    assertThat(statuses(mail)).containsExactly("firing");
    assertThat(mail.received().getFirst().body()).contains("\"receiver\":\"mail\"");

    after(INTERVAL);
    assertThat(statuses(mail)).as("nothing is new").hasSize(1);
    world.resolve(DISK);
    after(INTERVAL);

    assertThat(statuses(mail)).containsExactly("firing", "resolved");
    assertThat(night.received()).isEmpty();
  }

  @Test
  void refused_attempts_areNotRepeatedWithoutEnd() {
    db.replies(request -> Reply.of(404, ""));
    mail.replies(request -> Reply.of(404, ""));
    world.post(DISK);
    for (int turn = 0; turn < 5; turn++) {
      after(Duration.ofSeconds(1));
    }
    assertThat(db.received()).as("once for the death of each delivery").hasSizeLessThan(4);
    assertThat(night.received()).as("one step, no chain").isEmpty();
  }

  @Test
  void accepted_leavesTheFallbackAlone() {
    world.post(DISK);
    after(Duration.ZERO);
    world.resolve(DISK);
    after(INTERVAL);
    assertThat(statuses(db)).containsExactly("firing", "resolved");
    assertThat(mail.received()).isEmpty();
  }

  @Test
  void breakerOpen_forLongerThanFiveMinutes_callsTheFallback() {
    db.replies(request -> Reply.of(503, ""));
    world.post(DISK);
    after(Duration.ZERO);
    fireFor(8);
    assertThat(mail.received()).as("the breaker is open for less than five minutes").isEmpty();
    fireFor(4);
    assertThat(statuses(mail)).containsExactly("firing");

    world.post(CPU);
    after(Duration.ofSeconds(1));
    assertThat(statuses(mail)).as("at once").containsExactly("firing", "firing");
  }

  @Test
  void recovered_isNotifiedAgainAndTheFallbackOfWhatItKnows() {
    db.replies(request -> Reply.of(404, ""));
    world.post(DISK);
    after(Duration.ZERO);
    db.replies(request -> Reply.of(200, ""));
    world.post(DISK);
    after(INTERVAL);
    world.post(CPU);
    after(Duration.ZERO);
    assertThat(statuses(db)).endsWith("firing", "firing");
    assertThat(statuses(mail)).containsExactly("firing");

    world.resolve(DISK);
    after(INTERVAL);

    assertThat(statuses(mail)).containsExactly("firing", "resolved");
    assertThat(statuses(db)).endsWith("resolved");
  }

  @Test
  void timeline_decisionOnTheFallback_saysInWhosePlace() {
    db.replies(request -> Reply.of(404, ""));
    world.post(DISK);
    after(Duration.ZERO);

    OwnApi.Answer timeline =
        world.api.get("/api/v1/alerts/%s/timeline".formatted(DISK.fingerprint())).ok();

    assertThat(timeline.body())
        .contains("mail/webhook[0] was notified")
        .contains("in place of db/webhook[0]");
  }
}
