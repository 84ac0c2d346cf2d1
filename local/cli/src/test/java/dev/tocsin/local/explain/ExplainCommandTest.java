package dev.tocsin.local.explain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.lambda.HttpStub;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class ExplainCommandTest {
  private static final String ANSWER =
      """
      {"status":"success","data":{
        "labels":{"alertname":"Disk\\u001b[31m","team":"db"},"fingerprint":"0123456789abcdef",
        "sentences":["the alert fires since 11:00:00 UTC","silenced until 12:00:00 UTC by ann"],
        "routes":[{
          "receiver":"db","path":[{"matchers":"{}"},{"matchers":"{team=\\"db\\"}"}],
          "group":{"key":"{}/{team=\\"db\\"}:{}"},
          "timers":{"group_wait":"30s","group_interval":"5m","repeat_interval":"4h"},
          "sentences":["db/webhook[0] has had no flush of this group yet"]}]}}
      """;

  private final List<String> asked = new CopyOnWriteArrayList<>();
  private HttpStub.Reply reply = new HttpStub.Reply(200, Map.of(), ANSWER);
  private final HttpStub server =
      new HttpStub((request, body) -> {
        asked.add(String.valueOf(request.getRequestURI()));
        return reply;
      });
  private final StringWriter out = new StringWriter();

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void explain_labels_printsALineForEachFact() {
    assertThat(run("alertname=Disk", "team=d b")).isZero();

    assertThat(asked).containsExactly("/api/v1/explain?label=alertname%3DDisk&label=team%3Dd+b");
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            {alertname="Disk\\u001B[31m", team="db"} 0123456789abcdef
              the alert fires since 11:00:00 UTC
              silenced until 12:00:00 UTC by ann

            receiver db, by route {}/{team="db"}
              group {}/{team="db"}:{}
              group_wait 30s, group_interval 5m, repeat_interval 4h
              db/webhook[0] has had no flush of this group yet
            """);
  }

  @Test
  void explain_json_printsTheAnswer() {
    assertThat(run("a=b", "--json")).isZero();

    assertThat(out.toString()).contains("\"fingerprint\":\"0123456789abcdef\"");
  }

  @Test
  void explain_refused_failsWithTheSentence() {
    reply =
        new HttpStub.Reply(400, Map.of(), "{\"detail\":\"label \\\"a\\\" must be NAME=VALUE\"}");

    assertThat(run("a")).isEqualTo(1);
  }

  @Test
  void explain_noLabels_isWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(asked).isEmpty();
  }

  private int run(String... arguments) {
    CommandLine command =
        new CommandLine(new ExplainCommand())
            .setOut(new PrintWriter(out, true))
            .setErr(new PrintWriter(new StringWriter()));
    return command.execute(
        Stream.concat(Stream.of("--http", server.address().toString()), Arrays.stream(arguments))
            .toArray(String[]::new));
  }
}
