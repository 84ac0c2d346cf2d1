package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.delivery.DeliveryBacklog;
import dev.tocsin.core.label.Labels;
import dev.tocsin.notifier.deliver.DeliverDue;
import dev.tocsin.testkit.http.RawServer;
import dev.tocsin.testkit.http.RawServer.Reply;
import java.time.Duration;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How receivers do, and what a test of one answers. The clock begins at 10:00:00. */
class ReceiversApiTest {
  private static final String SECRET = "s3cr3t-t0ken-of-the-hook";

  private final RoutedWorld world = new RoutedWorld();
  private final RawServer server = new RawServer();

  @BeforeEach
  void configure() {
    world.configure(
        """
        route: {receiver: db, group_wait: 0s}
        receivers:
        - name: db
          webhook_configs:
          - {url: '%1$s/%2$s'}
          - {url: '%1$s/gone'}
          - {url: '%1$s/broken/%2$s'}
          - {url: '%1$s/lost'}
        - name: nothing
        """
            .formatted(server.url(), SECRET));
    server.replies(request ->
        switch (request.target().split("/", -1)[1]) {
          case SECRET -> Reply.of(200, "");
          case "gone" -> Reply.of(404, "no such hook");
          case "broken" -> Reply.of(503, request.echo());
          default -> Reply.CLOSE;
        });
  }

  @AfterEach
  void close() {
    server.close();
    world.close();
  }

  @Test
  void test_integrations_eachSayWhatCameOfIt() {
    OwnApi.Answer answer = world.api.post("/api/v1/receivers/db/test", "").ok();

    assertThat(answer.at("data", "receiver")).isEqualTo("db");
    assertThat(answer.list("data", "integrations")).hasSize(4);
    assertThat(answer.at("data", "integrations", 0))
        .isEqualTo(
            Map.of(
                "integration",
                "db/webhook[0]",
                "outcome",
                "accepted",
                "status",
                200,
                "milliseconds",
                0,
                "message",
                "db/webhook[0]: HTTP 200"));
    assertThat(answer.at("data", "integrations", 1, "outcome")).isEqualTo("refused");
    assertThat(answer.at("data", "integrations", 1, "message"))
        .isEqualTo("db/webhook[1]: HTTP 404: no such hook");
    assertThat(answer.at("data", "integrations", 2, "outcome")).isEqualTo("failed");
    assertThat(answer.at("data", "integrations", 2, "status")).isEqualTo(503);
    assertThat(answer.at("data", "integrations", 3, "outcome")).isEqualTo("failed");
    assertThat(answer.at("data", "integrations", 3, "status")).isNull();
    assertThat(answer.body()).doesNotContain(SECRET);
  }

  @Test
  void test_notification_isMarkedAndKeptNowhere() {
    world.api.post("/api/v1/receivers/db/test", "").ok();

    assertThat(server.received().getFirst().body())
        .contains(
            "\"alertname\":\"TestNotification\"",
            "\"tocsin_test\":\"true\"",
            "This is a test of the receiver db, asked for by");
    assertThat(world.bean(DeliveryBacklog.class).waiting()).isEmpty();
    assertThat(receiver("db").at("data", "receivers", 0, "integrations", 0, "last_success_at"))
        .isNull();
  }

  @Test
  void test_receiverWithoutIntegrations_hasNothingToSay() {
    OwnApi.Answer answer = world.api.post("/api/v1/receivers/nothing/test", "").ok();
    assertThat(answer.list("data", "integrations")).isEmpty();
  }

  @Test
  void test_notificationService_isSentAnEventThatIsMarked() {
    server.replies(request -> Reply.of(200, ""));
    try (RoutedWorld builtIn = new RoutedWorld(server.url())) {
      OwnApi.Answer answer =
          builtIn.api.post("/api/v1/receivers/notification-service/test", "").ok();
      assertThat(answer.at("data", "integrations", 0, "outcome")).isEqualTo("accepted");
    }
    assertThat(server.received().getFirst().target()).isEqualTo("/api/alerts");
    assertThat(server.received().getFirst().body())
        .contains(
            "\"alert_name\":\"TestNotification\"",
            "\"rule_id\":\"tocsin_test\"",
            "\"state\":\"firing\"",
            "This is a test of the receiver notification-service, asked for by");
  }

  @Test
  void test_unknownReceiver_isNotFound() {
    OwnApi.Answer answer = world.api.post("/api/v1/receivers/ops/test", "");
    assertThat(answer.status()).isEqualTo(404);
    assertThat(answer.at("detail")).isEqualTo("the configuration in force has no receiver ops");
  }

  @Test
  void list_afterDeliveries_hasWhatCameOfThem() {
    world.post(Labels.of("alertname", "Disk"));
    world.after(Duration.ZERO);
    world.bean(DeliverDue.class).run();

    OwnApi.Answer answer = receiver("db");

    assertThat(answer.at("data", "receivers", 0, "integrations", 0))
        .isEqualTo(
            Map.of(
                "integration",
                "db/webhook[0]",
                "destination",
                server.url(),
                "breaker",
                "closed",
                "waiting",
                0,
                "last_success_at",
                "2026-11-21T10:00:00.000Z"));
    assertThat(answer.at("data", "receivers", 0, "integrations", 2))
        .asInstanceOf(InstanceOfAssertFactories.MAP)
        .containsEntry("waiting", 1)
        .containsEntry("last_failure_at", "2026-11-21T10:00:00.000Z")
        .doesNotContainKey("last_success_at")
        .extractingByKey("last_error")
        .asString()
        .startsWith("db/webhook[2]: HTTP 503: ");
    assertThat(answer.at("data", "receivers", 1, "name")).isEqualTo("nothing");
    assertThat(answer.body()).doesNotContain(SECRET);
  }

  @Test
  void list_receiverThatWasRemoved_isThereWhileSomethingWaits() {
    world.post(Labels.of("alertname", "Disk"));
    world.after(Duration.ZERO);
    world.configure("route: {receiver: ops}\nreceivers: [{name: ops}]\n");

    OwnApi.Answer before = receiver("db");
    world.bean(DeliverDue.class).run();

    assertThat(before.at("data", "receivers", 0, "name")).isEqualTo("db");
    assertThat(before.at("data", "receivers", 0, "integrations", 0, "waiting")).isEqualTo(1);
    assertThat(before.at("data", "receivers", 0, "integrations", 0, "destination")).isNull();
    assertThat(receiver("ops").at("data", "receivers", 0, "name")).isEqualTo("ops");
  }

  /** The list, whose first is this one. */
  private OwnApi.Answer receiver(String first) {
    OwnApi.Answer answer = world.api.get("/api/v1/receivers").ok();
    assertThat(answer.at("data", "receivers", 0, "name")).isEqualTo(first);
    return answer;
  }
}
