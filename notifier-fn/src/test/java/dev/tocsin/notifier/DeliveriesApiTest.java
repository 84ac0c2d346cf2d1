package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.deliver.DeliverDue;
import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.http.RawServer.Reply;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What no receiver has taken, looked at and driven again by API. The clock begins at 10:00:00. */
class DeliveriesApiTest {
  private static final Labels DISK = Labels.of("alertname", "Disk");

  private final RoutedWorld world = new RoutedWorld();
  private final RawServer server = new RawServer();

  /** {@code ops} refuses, {@code db} is out of order, {@code web} accepts. */
  @BeforeEach
  void deliver() {
    world.configure(
        """
        route: {receiver: web, group_wait: 0s, group_interval: 1m, routes: [
          {receiver: ops, continue: true}, {receiver: db, continue: true}, {receiver: web}]}
        receivers:
        - {name: ops, webhook_configs: [{url: '%1$s/ops'}]}
        - {name: db, webhook_configs: [{url: '%1$s/db'}]}
        - {name: web, webhook_configs: [{url: '%1$s/web'}]}
        """
            .formatted(server.url()));
    server.replies(request ->
        switch (request.target()) {
          case "/ops" -> Reply.of(404, "no such hook");
          case "/db" -> Reply.of(503, "later");
          default -> Reply.of(200, "");
        });
    world.post(DISK);
    flush(Duration.ZERO);
  }

  @AfterEach
  void close() {
    server.close();
    world.close();
  }

  private void flush(Duration after) {
    world.after(after);
    world.bean(DeliverDue.class).run();
  }

  private OwnApi.Answer list(String... query) {
    return world.api.get("/api/v1/deliveries", query).ok();
  }

  private String id(String... query) {
    return String.valueOf(list(query).at("data", "deliveries", 0, "id"));
  }

  private OwnApi.Answer redrive(String id) {
    return world.api.post("/api/v1/deliveries/" + id + "/redrive", "");
  }

  @ParameterizedTest(name = "{0}: {1} deliveries")
  @CsvSource({
    "limit=9, 2",
    "state=waiting, 1",
    "state=failed, 1",
    "state=dead, 1",
    "receiver=ops, 1",
    "receiver=db/webhook[0], 1",
    "receiver=web, 0",
    "receiver=none, 0"
  })
  void list_filter_hasThoseThatFit(String query, int number) {
    assertThat(list(query).list("data", "deliveries")).hasSize(number);
  }

  @Test
  void list_delivery_saysWhereItStandsAndWhatCameOfIt() {
    OwnApi.Answer answer = list("state=failed");

    assertThat(answer.at("data", "deliveries", 0, "integration")).isEqualTo("db/webhook[0]");
    assertThat(answer.at("data", "deliveries", 0, "state")).isEqualTo("waiting");
    assertThat(answer.at("data", "deliveries", 0, "reason")).isEqualTo("retrying");
    assertThat(answer.at("data", "deliveries", 0, "kind")).isEqualTo("group");
    assertThat(answer.at("data", "deliveries", 0, "flush"))
        .isEqualTo(world.clock.instant().toEpochMilli());
    assertThat(answer.at("data", "deliveries", 0, "attempts")).isEqualTo(1);
    assertThat(answer.at("data", "deliveries", 0, "deadline"))
        .isEqualTo("2026-11-22T10:00:00.000Z");
    assertThat(answer.at("data", "deliveries", 0, "last_error"))
        .isEqualTo("db/webhook[0]: HTTP 503: later");
  }

  @Test
  void list_pages_goOnWhereTheLastEnded() {
    OwnApi.Answer first = list("limit=1");
    OwnApi.Answer second = list("limit=1", "after=" + first.at("data", "next"));
    OwnApi.Answer third = list("limit=1", "after=" + second.at("data", "next"));

    assertThat(second.at("data", "deliveries", 0, "id"))
        .isNotEqualTo(first.at("data", "deliveries", 0, "id"));
    assertThat(third.list("data", "deliveries")).isEmpty();
    assertThat(third.at("data", "next")).isNull();
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "state=odd, 'state must be waiting, failed or dead'",
    "limit=x, limit must be a whole number",
    "after=x, after must be a whole number"
  })
  void list_badParameters_areRefusedWithASentence(String query, String sentence) {
    OwnApi.Answer answer = world.api.get("/api/v1/deliveries", query);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.at("detail")).isEqualTo(sentence);
  }

  @Test
  void redrive_deadFlush_isSentAgainUnderTheSameKey() {
    String dead = id("state=dead");
    server.replies(request -> Reply.of(200, ""));

    assertThat(redrive(dead).ok().at("status")).isEqualTo("redriven");
    assertThat(list("receiver=ops").at("data", "deliveries", 0, "reason")).isEqualTo("ready");
    world.bean(DeliverDue.class).run();

    assertThat(list("receiver=ops").list("data", "deliveries")).isEmpty();
    assertThat(server.received())
        .filteredOn(request -> request.target().equals("/ops"))
        .extracting(request -> request.headers().get("idempotency-key"))
        .hasSize(2)
        .containsOnly(dead);
    assertThat(
            world.api.get("/api/v1/dead-letters").ok().at("data", "dead_letters", 0, "redriven_at"))
        .isEqualTo("2026-11-21T10:00:00.000Z");
  }

  @Test
  void redrive_flushWithALaterOne_isRefusedAsOutdated() {
    String dead = id("state=dead");
    world.post(Labels.of("alertname", "Other"));
    world.resolve(DISK);
    flush(Duration.ofMinutes(1));

    OwnApi.Answer refused = redrive(dead);
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("detail"))
        .asString()
        .endsWith("which is outdated: its group was flushed since.");
  }

  @Test
  void redrive_waitingOne_isRefused() {
    OwnApi.Answer refused = redrive(id("state=failed"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.at("detail")).asString().endsWith("is not dead: retrying.");
  }

  @Test
  void redrive_unknownOne_isNotFound() {
    assertThat(redrive("0190a6f0-0000-7000-8000-00000000ffff").status()).isEqualTo(404);
    assertThat(redrive("x").status()).isEqualTo(400);
  }
}
