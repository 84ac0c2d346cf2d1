package dev.tocsin.local.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.lambda.HttpStub;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The commands that ask a running Tocsin for its configuration, or change it. */
class RunningConfigurationTest {
  private static final String PLACE =
      """
      {"receiver":"%s","route":"{}","group_key":"{}:{alertname=\\"Disk\\"}",\
      "group_wait":"30s","group_interval":"5m","repeat_interval":"4h"}\
      """;

  @TempDir private Path directory;
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<HttpStub.Reply> replies = new ArrayList<>();
  private final HttpStub server =
      new HttpStub((request, body) -> {
        asked.add(
            "%s %s %s %s"
                .formatted(
                    request.getRequestMethod(),
                    request.getRequestURI(),
                    request.getRequestHeaders().getFirst("If-Match"),
                    body));
        return replies.removeFirst();
      });
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void put_bothFiles_sendsThemAndPrintsWarningsAndVersion() throws IOException {
    String alertmanager = file("am.yml", "route: {}");
    String additions = file("ours.yml", "teams: []");
    reply(
        200,
        """
        {"data":{"number":8,"warnings":[
          {"file":"alertmanager.yml","line":3,"column":9,"message":"odd\\u001b"},
          {"file":"tocsin.yml","line":1,"column":2,"message":"hm"}]}}\
        """);

    assertThat(
            run(
                "put",
                alertmanager,
                "--tocsin-config",
                additions,
                "--expect",
                "7",
                "--comment",
                "db pages"))
        .as("%s", err)
        .isZero();

    assertThat(asked)
        .containsExactly(
            "PUT /api/v1/configuration?comment=db+pages \"7\""
                + " {\"alertmanager\":\"route: {}\",\"tocsin\":\"teams: []\"}");
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            alertmanager
                + ":3:9: warning: odd\\u001B\n"
                + additions
                + ":1:2: warning: hm\nversion 8\n");
  }

  @Test
  void put_problems_arePrintedAsThoseOfCheck() throws IOException {
    String alertmanager = file("am.yml", "route: {}");
    reply(
        422,
        """
        {"detail":"nothing is changed","problems":[
          {"file":"alertmanager.yml","line":1,"column":8,"message":"no receiver"}]}\
        """);

    assertThat(run("put", alertmanager)).isEqualTo(1);

    assertThat(out.toString()).isEqualToNormalizingNewlines(alertmanager + ":1:8: no receiver\n");
  }

  @Test
  void put_anotherVersionInForce_failsWithTheSentence() throws IOException {
    reply(412, "{\"detail\":\"nothing is changed: version 9 is in force by now\"}");

    assertThat(run("put", file("am.yml", "route: {}"), "--expect", "7")).isEqualTo(1);
  }

  @Test
  void rollback_number_asksForItAndPrintsTheVersion() {
    reply(200, "{\"data\":{\"number\":9,\"warnings\":[]}}");

    assertThat(run("rollback", "3")).isZero();

    assertThat(asked).containsExactly("POST /api/v1/configuration/rollback/3 * ");
    assertThat(out.toString()).isEqualToNormalizingNewlines("version 9\n");
  }

  @Test
  void versions_areALineEach_orJson() {
    String versions =
        """
        {"data":{"versions":[
          {"number":2,"at":"2026-12-01T10:00:00Z","author":"ada","comment":"c","in_force":true},
          {"number":1,"at":"2026-12-01T09:00:00Z","author":"file","comment":"","in_force":false,
           "file":"/etc/am.yml"}]}}\
        """;
    reply(200, versions);
    reply(200, versions);

    assertThat(run("versions")).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            * 2 2026-12-01T10:00:00Z ada (by API) c
              1 2026-12-01T09:00:00Z file /etc/am.yml
            """);
    assertThat(run("versions", "--json")).isZero();
    assertThat(out.toString()).contains("[{\"number\":2,");
  }

  @Test
  void diff_severalPages_printsAllAlertsWithWhereFromAndTo() throws IOException {
    reply(200, page("0000000000000001", ",\"next\":\"0000000000000001\""));
    reply(200, page("0000000000000002", ""));

    assertThat(run("diff", file("am.yml", "route: {}"))).as("%s", err).isZero();

    assertThat(asked)
        .extracting(request -> request.replaceAll("^POST | .*", ""))
        .containsExactly(
            "/api/v1/configuration/check?limit=500",
            "/api/v1/configuration/check?limit=500&after=0000000000000001");
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            2 of 3 active alerts would move (receivers 2, groups 0, timers 0), compared with version 7
            0000000000000001  alertname="Disk"
              - ops  {}:{alertname="Disk"}  wait 30s, interval 5m, repeat 4h
              + db  {}:{alertname="Disk"}  wait 30s, interval 5m, repeat 4h
            0000000000000002  alertname="Disk"
              - ops  {}:{alertname="Disk"}  wait 30s, interval 5m, repeat 4h
              + db  {}:{alertname="Disk"}  wait 30s, interval 5m, repeat 4h
            """);
  }

  @Test
  void diff_json_isOneObjectWithAllAlerts() throws IOException {
    reply(200, page("0000000000000001", ",\"next\":\"0000000000000001\""));
    reply(200, page("0000000000000002", ""));

    assertThat(run("diff", file("am.yml", "route: {}"), "--json")).isZero();

    assertThat(out.toString())
        .startsWith("{\"version\":7,")
        .contains("0000000000000001", "0000000000000002")
        .doesNotContain("next");
  }

  private static String page(String fingerprint, String next) {
    return """
    {"data":{"version":7,"problems":[],"warnings":[],"active":3,"moved":2,
      "differences":{"receivers":2,"groups":0,"timers":0},
      "alerts":[{"fingerprint":"%s","labels":{"alertname":"Disk"},"differences":["receivers"],
        "from":[%s],"to":[%s]}]%s}}\
    """
        .formatted(fingerprint, PLACE.formatted("ops"), PLACE.formatted("db"), next);
  }

  private void reply(int status, String body) {
    replies.add(new HttpStub.Reply(status, Map.of(), body));
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  private int run(String... arguments) {
    String[] all =
        Stream.concat(Arrays.stream(arguments), Stream.of("--http", server.address().toString()))
            .toArray(String[]::new);
    return new CommandLine(new ConfigCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(all);
  }
}
