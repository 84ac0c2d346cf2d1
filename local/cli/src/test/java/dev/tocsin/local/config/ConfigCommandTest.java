package dev.tocsin.local.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ConfigCommandTest {
  private static final String TREE =
      """
      route:
        receiver: ops
        group_by: [alertname]
        routes:
          - matchers: [team=db]
            receiver: db
            continue: true
            group_wait: 5s
            routes:
              - matchers: [severity=critical]
                receiver: db-pager
          - matchers: ['team=~"db|web"']
            group_by: ['...']
      receivers:
        - name: ops
        - name: db
          webhook_configs: [{url: http://db.example}]
        - name: db-pager
      """;

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new ConfigCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  private String file(String text) throws IOException {
    return Files.writeString(directory.resolve("am.yml"), text).toString();
  }

  @Test
  void noCommand_isWrongUsage() {
    assertThat(run()).isEqualTo(2);
    assertThat(err.toString()).startsWith("Missing command.").contains("check", "routes");
  }

  @Test
  void check_goodFile_countsWhatItHolds() throws IOException {
    assertThat(run("check", file(TREE))).isZero();
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            "4 routes, 3 receivers, 0 inhibit rules, 0 time intervals, no problems\n");
  }

  @Test
  void check_manyProblems_printsEachOnALineOfItsOwn() throws IOException {
    String file = file("route: {receiver: b, group_wait: soon}\nreceivers: [{name: a, x: 1}]\n");
    assertThat(run("check", file)).isEqualTo(1);
    assertThat(out.toString().lines())
        .containsExactly(
            file + ":1:19: undefined receiver \"b\" used in route",
            file
                + ":1:34: group_wait must be a duration such as 30s, 5m, 1h30m or 1d, not the text \"soon\"",
            file
                + ":2:23: unknown field \"x\" in a receiver: known are "
                + out.toString().lines().toList().get(2).split("known are ", -1)[1]);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void check_noSuchFile_isAProblem() {
    assertThat(run("check", directory.resolve("none.yml").toString())).isEqualTo(1);
    assertThat(out.toString()).contains("none.yml");
  }

  @Test
  void check_receiverThatCannotBeDeliveredTo_isAWarningOnlyWhereARouteUsesIt() throws IOException {
    String file =
        file(
            """
            route: {receiver: chat, routes: [{matchers: ['a="b" ,']}]}
            receivers:
              - name: chat
                slack_configs: [{api_url: https://slack.example/T0, channel: ops}]
              - name: unused
                pagerduty_configs: [{routing_key: k}]
            """);
    assertThat(run("check", file)).isZero();
    assertThat(out.toString())
        .contains(
            file
                + ":1:1: warning: receiver \"chat\" has slack_configs, which Tocsin cannot deliver to yet,"
                + " and a route uses it")
        .doesNotContain("pagerduty", "T0");
    assertThat(run("check", "--strict", file)).isEqualTo(1);
  }

  @Test
  void check_matchersInClassicSyntax_areWarnedOfAtTheirPlace() throws IOException {
    String file =
        file(
            "route: {receiver: a, routes: [{matchers: [a=b, 'c=d e']}]}\nreceivers: [{name: a}]\n");
    assertThat(run("check", file)).isZero();
    assertThat(out.toString()).startsWith(file + ":1:48: warning: ").contains("c=d e");
    assertThat(err.toString()).contains("no problems, 1 warning");
  }

  @Test
  void routes_withoutLabels_drawsTheTree() throws IOException {
    assertThat(run("routes", file(TREE))).isZero();
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            """
            {}  receiver: ops
            ├── {team="db"}  receiver: db  continue
            │   └── {severity="critical"}  receiver: db-pager
            └── {team=~"db|web"}  receiver: ops
            """);
  }

  @Test
  void routes_withLabels_printsThoseTakenInOrder() throws IOException {
    assertThat(run("routes", file(TREE), "team=db", "severity=\"critical\"", "alertname=Down"))
        .isZero();
    assertThat(out.toString().lines())
        .containsExactly(
            "db-pager  {}/{team=\"db\"}/{severity=\"critical\"}:{alertname=\"Down\"}",
            "ops  {}/{team=~\"db|web\"}:{alertname=\"Down\", severity=\"critical\", team=\"db\"}");
  }

  @Test
  void routes_noChildMatches_isTheRoot() throws IOException {
    assertThat(run("routes", file(TREE), "team=none")).isZero();
    assertThat(out.toString().lines()).containsExactly("ops  {}:{}");
  }

  @Test
  void routes_json_isOneArray() throws IOException {
    assertThat(run("routes", "--json", file(TREE), "team=db")).isZero();
    assertThat(out.toString().strip())
        .matches(
            "\\[\\{\"id\":\"[0-9a-f]{16}\",\"route\":\"\\{}/\\{team=\\\\\"db\\\\\"}\",\"receiver\":\"db\",\"continue\":true,"
                + "\"group_by\":\\[\"alertname\"],\"group_wait\":\"5s\",\"group_interval\":\"5m\","
                + "\"repeat_interval\":\"4h\",\"group_key\":.*\"group_by\":\\[\"\\.\\.\\.\"].*}]");
  }

  @Test
  void routes_jsonWithoutLabels_isTheWholeTree() throws IOException {
    assertThat(run("routes", "--json", file(TREE))).isZero();
    assertThat(out.toString().split("\"receiver\"", -1)).hasSize(5);
    assertThat(out.toString()).doesNotContain("group_key");
  }

  @Test
  void routes_faultyFile_printsItsProblems() throws IOException {
    assertThat(run("routes", file("receivers: []\n"), "a=b")).isEqualTo(1);
    assertThat(out.toString()).contains("has no \"route\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"team", "team!=db", "team=~db", "{team=db}", "=db"})
  void routes_noLabel_isWrongUsage(String label) throws IOException {
    assertThat(run("routes", file(TREE), label)).isEqualTo(2);
    assertThat(err.toString()).contains("\"" + label + "\" is no LABEL=VALUE: ");
  }

  @Test
  void routes_labelTwice_isWrongUsage() throws IOException {
    assertThat(run("routes", file(TREE), "a=b", "a=c")).isEqualTo(2);
    assertThat(err.toString()).contains("label \"a\" is given twice");
  }
}
