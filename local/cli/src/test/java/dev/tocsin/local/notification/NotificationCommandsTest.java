package dev.tocsin.local.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.lambda.HttpStub;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class NotificationCommandsTest {
  private static final String FIRST = "0190a6f0-0000-7000-8000-000000000001";
  private static final String SECOND = "0190a6f0-0000-7000-8000-000000000002";
  private static final String DEAD =
      "{\"status\":\"success\",\"data\":{\"deliveries\":[{\"id\":\"%s\",\"integration\":\"db/webhook[0]\","
          + "\"reason\":\"refused\",\"attempts\":1,\"last_error\":\"db/webhook[0]: HTTP 404\"}]%s}}";

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final Map<String, HttpStub.Reply> replies = new ConcurrentHashMap<>();
  private final HttpStub server =
      new HttpStub((request, body) -> {
        asked.add(request.getRequestMethod() + " " + request.getRequestURI());
        return replies.getOrDefault(
            String.valueOf(request.getRequestURI()),
            new HttpStub.Reply(409, Map.of(), "{\"detail\":\"it is outdated\"}"));
      });
  private final StringWriter out = new StringWriter();

  @AfterEach
  void stop() {
    server.close();
  }

  private void answers(String target, String body) {
    replies.put(target, new HttpStub.Reply(200, Map.of(), body));
  }

  @Test
  void receiversTest_allAccept_printsEachAndSucceeds() {
    answers(
        "/api/v1/receivers/team%20db/test",
        """
        {"status":"success","data":{"receiver":"team db","integrations":[
          {"integration":"team db/webhook[0]","outcome":"accepted","status":200,
           "milliseconds":12,"message":"team db/webhook[0]: HTTP 200"}]}}
        """);

    assertThat(run(new ReceiversCommand(), "test", "team db")).isZero();

    assertThat(asked).containsExactly("POST /api/v1/receivers/team%20db/test");
    assertThat(lines()).containsExactly("accepted after 12 ms: team db/webhook[0]: HTTP 200");
  }

  @Test
  void receiversTest_oneFails_fails() {
    answers(
        "/api/v1/receivers/db/test",
        """
        {"status":"success","data":{"receiver":"db","integrations":[
          {"integration":"db/webhook[0]","outcome":"failed","milliseconds":5000,
           "message":"db/webhook[0]: no connection\\u001b[31m"}]}}
        """);

    assertThat(run(new ReceiversCommand(), "test", "db")).isEqualTo(1);
    assertThat(lines())
        .containsExactly("failed after 5000 ms: db/webhook[0]: no connection\\u001B[31m");
  }

  @Test
  void receiversList_integrations_areALineEach() {
    answers(
        "/api/v1/receivers",
        """
        {"status":"success","data":{"receivers":[{"name":"db","integrations":[
          {"integration":"db/webhook[0]","destination":"http://db:80","breaker":"open","waiting":3,
           "last_failure_at":"2026-11-21T10:00:00.000Z","last_error":"db/webhook[0]: HTTP 503"},
          {"integration":"db/webhook[1]","breaker":"closed","waiting":0,
           "last_success_at":"2026-11-21T10:00:00.000Z"}]}]}}
        """);

    assertThat(run(new ReceiversCommand(), "list")).isZero();
    assertThat(lines())
        .containsExactly(
            "db/webhook[0]  open  3 waiting  last success never"
                + "  last failure 2026-11-21T10:00:00.000Z: db/webhook[0]: HTTP 503",
            "db/webhook[1]  closed  0 waiting  last success 2026-11-21T10:00:00.000Z"
                + "  last failure never");
  }

  @Test
  void deliveriesList_page_saysHowToGoOn() {
    answers(
        "/api/v1/deliveries?limit=1&state=dead&receiver=db",
        DEAD.formatted(FIRST, ",\"next\":\"7\""));

    assertThat(run(new DeliveriesCommand(), "list", "--state=dead", "--receiver=db", "--limit=1"))
        .isZero();
    assertThat(lines())
        .containsExactly(
            FIRST + "  db/webhook[0]  refused  1 attempts  db/webhook[0]: HTTP 404",
            "more: --after 7");
  }

  @Test
  void redrive_ids_failsWhenOneIsRefused() {
    answers("/api/v1/deliveries/" + FIRST + "/redrive", "{\"status\":\"redriven\"}");

    assertThat(run(new DeliveriesCommand(), "redrive", FIRST)).isZero();
    assertThat(run(new DeliveriesCommand(), "redrive", FIRST, SECOND)).isEqualTo(1);
    assertThat(lines())
        .containsExactly(FIRST + " is driven again", FIRST + " is driven again", "it is outdated");
  }

  @Test
  void redrive_receiver_goesThroughAllPages() {
    answers(
        "/api/v1/deliveries?limit=500&state=dead&receiver=db",
        DEAD.formatted(FIRST, ",\"next\":\"7\""));
    answers(
        "/api/v1/deliveries?limit=500&state=dead&receiver=db&after=7", DEAD.formatted(SECOND, ""));
    answers("/api/v1/deliveries/" + SECOND + "/redrive", "{\"status\":\"redriven\"}");

    assertThat(run(new DeliveriesCommand(), "redrive", "--receiver=db")).isZero();
    assertThat(lines())
        .containsExactly("it is outdated", SECOND + " is driven again", "1 of 2 are driven again");
  }

  @Test
  void redrive_neitherIdsNorReceiver_isWrongUsage() {
    assertThat(run(new DeliveriesCommand(), "redrive")).isEqualTo(2);
    assertThat(run(new DeliveriesCommand(), "redrive", FIRST, "--receiver=db")).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  private List<String> lines() {
    return out.toString().lines().toList();
  }

  private int run(Object command, String... arguments) {
    List<String> all = new ArrayList<>(Arrays.asList(arguments));
    all.add("--http");
    all.add(server.address().toString());
    return new CommandLine(command)
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(new StringWriter()))
        .execute(all.toArray(String[]::new));
  }
}
