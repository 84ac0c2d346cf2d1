package dev.tocsin.local.rules;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.RandomAccessFile;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class RulesCommandTest {
  private static final String RULES =
      """
      groups:
        - name: hosts
          rules:
            - {id: busy, name: Busy, metric_name: cpu, operator: ">", threshold: 80, duration: 30s, severity: high}
            - {id: mean, name: Mean, metric_name: cpu, aggregate: avg, window: 1m, by: [env],
               operator: ">=", threshold: 85, duration: 0, severity: low}
            - {id: other, name: Other, type: rate, metric_name: requests, operator: "<", threshold: 1, severity: low}
      """;
  private static final String RECORDS =
      """
      {"metric_name":"cpu","instance_id":"web-1","value":81,"timestamp":"2026-11-21T10:00:00Z","tags":{"env":"prod"}}
      {"metric_name":"cpu","instance_id":"web-1","value":91.5,"timestamp":"2026-11-21T10:00:30Z","tags":{"env":"prod"}}

      {"metric_name":"cpu","instance_id":"web-1","value":70,"timestamp":"2026-11-21T10:01:00Z","tags":{"env":"prod"}}
      """;
  private static final String BUSY =
      ",\"rule_id\":\"busy\",\"fingerprint\":\"24d6068740efbc1a\",\"labels\":{\"alertname\":\"Busy\","
          + "\"env\":\"prod\",\"instance_id\":\"web-1\",\"rule_id\":\"busy\",\"severity\":\"high\"},";

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... arguments) {
    return run(out, err, arguments);
  }

  /** Runs {@code tocsin rules}, and returns its exit code. */
  static int run(StringWriter out, StringWriter err, String... arguments) {
    return new CommandLine(new RulesCommand())
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(arguments);
  }

  @Test
  void check_valueWithEscapesAndLines_isOneHarmlessLine() throws IOException {
    String rules = "groups:\n  - name: hosts\n    \"a\\e[2J\\nb.yaml:1:1: x\": 1\n";
    assertThat(run("check", file("r.yaml", rules))).isEqualTo(1);
    assertThat(out.toString()).doesNotContain("\u001b").contains("a\\u001B[2J\\u000Ab.yaml");
    assertThat(out.toString().lines()).allMatch(line -> line.startsWith(directory.toString()));
  }

  @Test
  void versions_commentWithEscapesAndLines_isOneHarmlessLine() throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer =
        """
        {"data":{"versions":[{"number":2,"digest":"ab","at":"2026-11-21T10:00:00Z","rules":1,\
        "principal":"eve\\u202e","source":"api","comment":"a\\u001b[2J\\n* 9 all is well"}]}}
        """
            .getBytes(UTF_8);
    api.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    api.start();
    try {
      String address = "http://127.0.0.1:" + api.getAddress().getPort();
      assertThat(run("versions", "--http", address)).isZero();
    } finally {
      api.stop(0);
    }
    assertThat(out.toString())
        .isEqualTo(
            "  2 ab 2026-11-21T10:00:00Z 1 eve\\u202E (api) a\\u001B[2J\\u000A* 9 all is well"
                + System.lineSeparator());
  }

  private String file(String name, String text) throws IOException {
    return Files.writeString(directory.resolve(name), text).toString();
  }

  @Test
  void backtest_records_printsTransitionsAndASummary() throws IOException {
    String data = file("data.jsonl", RECORDS);
    assertThat(run("backtest", "--rules", file("rules.yaml", RULES), "--data", data)).isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("\"busy\"")))
        .containsExactly(
            "{\"at\":\"2026-11-21T10:00:00.000Z\""
                + BUSY
                + "\"from\":\"none\",\"to\":\"pending\",\"reason\":\"condition_met\",\"value\":81.0,"
                + "\"fire_count\":0,\"dedup_key\":null}",
            "{\"at\":\"2026-11-21T10:00:30.000Z\""
                + BUSY
                + "\"from\":\"pending\",\"to\":\"firing\",\"reason\":\"duration_met\",\"value\":91.5,"
                + "\"fire_count\":1,\"dedup_key\":\"busy:web-1:cpu:1994728:24d6068740efbc1a\"}",
            "{\"at\":\"2026-11-21T10:01:00.000Z\""
                + BUSY
                + "\"from\":\"firing\",\"to\":\"resolved\",\"reason\":\"condition_cleared\","
                + "\"value\":70.0,\"fire_count\":1,"
                + "\"dedup_key\":\"busy:web-1:cpu:1994728:24d6068740efbc1a\"}");
    assertThat(out.toString().lines().filter(line -> line.contains("\"mean\"")))
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"at\":\"2026-11-21T10:00:30.000Z\""))
        .allMatch(line -> line.contains("\"value\":86.25"));
    assertThat(err.toString())
        .isEqualToNormalizingNewlines(
            """
            {"line":3,"reason":"malformed_json","detail":"record is empty"}
            records: 4
            dead-lettered: 1
            ignored: 0
            transitions: 5 (busy 3, mean 2)
            rules that matched no series: other
            """);
  }

  @Test
  void backtest_untilATime_letsTimePassUpToIt() throws IOException {
    String data = file("data.jsonl", RECORDS);
    String rules = file("rules.yaml", RULES);
    assertThat(
            run(
                "backtest",
                "--rules",
                rules,
                "--data",
                data,
                "--until",
                "2026-11-21T10:01:15.001Z"))
        .isZero();
    assertThat(out.toString().lines().filter(line -> line.contains("\"mean\"")).skip(2))
        .singleElement()
        .satisfies(line ->
            assertThat(line)
                .startsWith("{\"at\":\"2026-11-21T10:01:00.000Z\"")
                .contains("\"to\":\"resolved\""));
  }

  @Test
  void backtest_compressedAndSeveralFiles_isTheSame() throws IOException {
    String[] lines = RECORDS.split("\n", -1);
    String first = file("first.jsonl", lines[0] + "\n" + lines[1]);
    Path second = directory.resolve("second.jsonl.gz");
    try (OutputStream compressed = new GZIPOutputStream(Files.newOutputStream(second))) {
      compressed.write(
          String.join("\n", Arrays.copyOfRange(lines, 2, lines.length)).getBytes(UTF_8));
    }
    String rules = file("rules.yaml", RULES);
    assertThat(run("backtest", "--rules", rules, "--data", first, second.toString())).isZero();
    assertThat(err.toString())
        .startsWith("{\"file\":\"" + second + "\",\"line\":1,\"reason\":\"malformed_json\"")
        .contains("records: 4", "transitions: 5 (busy 3, mean 2)");
  }

  @Test
  void backtest_lineThatNeverEnds_isOneDeadLetter() throws IOException {
    ByteArrayOutputStream huge = new ByteArrayOutputStream();
    huge.write("x".repeat(3_000_000).getBytes(UTF_8));
    Path data = Files.write(directory.resolve("data"), huge.toByteArray());
    assertThat(run("backtest", "--rules", file("r.yaml", RULES), "--data", data.toString()))
        .isZero();
    assertThat(err.toString()).startsWith("{\"line\":1,\"reason\":\"too_large\"");
  }

  @Test
  void backtest_faultyRules_reportsThemAndEndsWith1() throws IOException {
    String data = file("data.jsonl", RECORDS);
    String rules = file("rules.yaml", RULES.replace("window: 1m", "window: none"));
    assertThat(run("backtest", "--rules", rules, "--data", data)).isEqualTo(1);
    assertThat(err.toString()).startsWith(rules + ":5:74: window must be a time such as");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void backtest_wrongUsage_endsWith2() throws IOException {
    String rules = file("rules.yaml", RULES);
    assertThat(run("backtest", "--rules", rules)).isEqualTo(2);
    assertThat(run("backtest", "--rules", rules, "--data", "-", "--lateness", "soon")).isEqualTo(2);
    assertThat(run("backtest", "--rules", rules, "--data", "-", "--until", "today")).isEqualTo(2);
    assertThat(err.toString())
        .contains("\"soon\" is no time such as 250ms", "\"today\" is no time such as 2026-11-21");
  }

  @Test
  void check_problemsInSeveralFiles_reportsThemAll() throws IOException {
    String good = file("good.yaml", RULES);
    String bad = file("bad.yaml", "groups: [{name: g, rules: [{id: A}]}]");
    assertThat(run("check", good)).isZero();
    assertThat(err.toString()).isEqualToNormalizingNewlines("3 rules, no problems\n");
    assertThat(run("check", good, bad, directory.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            bad + ":1:33: id must be 1 to 64 characters",
            bad + ":1:28: a rule has no \"name\"",
            "none.yaml:1:1: this file cannot be read: it does not exist");
  }

  private String inFolder(String name, String text) throws IOException {
    Path path = directory.resolve(name);
    Path unused = Files.createDirectories(path.getParent());
    return file(name, text);
  }

  private static String ruleNamed(String id) {
    return """
    groups:
      - name: of_%s
        rules: [{id: %s, name: R, metric_name: m, operator: ">", threshold: 1, severity: low}]
    """
        .formatted(id, id);
  }

  @Test
  void check_folder_readsAllBelowItInAnyCase() throws IOException {
    String nested = inFolder("rules/team/sub/a.YAML", ruleNamed("a").replace("low", "lowest"));
    String upper = inFolder("rules/B.Yml", ruleNamed("b").replace("low", "lowest"));
    var unusedTest = inFolder("rules/tests/t.yaml", "rule_files: [../a.yaml]\ntests: []\n");
    var unusedPage = inFolder("rules/README.md", "no rules");
    var unusedHidden = inFolder("rules/..data/a.yaml", ruleNamed("a"));
    assertThat(run("check", directory.resolve("rules").toString())).isEqualTo(1);
    assertThat(out.toString().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith(upper + ":3:"),
            line -> assertThat(line).startsWith(nested + ":3:"));
  }

  /** As Kubernetes mounts a ConfigMap: links to what stands in a folder of another name. */
  @Test
  void check_folderOfLinks_readsEachFileOnce() throws IOException {
    var unusedFile = inFolder("rules/..2026_11_21/a.yaml", ruleNamed("a"));
    Path folder = directory.resolve("rules");
    var unusedData = Files.createSymbolicLink(folder.resolve("..data"), Path.of("..2026_11_21"));
    var unusedLink =
        Files.createSymbolicLink(folder.resolve("a.yaml"), Path.of("..data", "a.yaml"));
    assertThat(run("check", folder.toString())).as("%s", out).isZero();
    assertThat(err.toString()).isEqualToNormalizingNewlines("1 rule, no problems\n");

    var loop = Files.createSymbolicLink(folder.resolve("loop"), folder);
    assertThat(run("check", folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(loop + ":1:1: this cannot be read: it is a link to a folder that it is in");
  }

  @Test
  void check_nothingToRead_isAProblemUnlessAFileSaysSo() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("rules"));
    String none =
        folder
            + ":1:1: no file of rules is here or below, none ending in .yaml or .yml: to have no"
            + " rules, have a file that says groups: []\n";
    assertThat(run("check", folder.toString())).isEqualTo(1);
    var unusedTest = inFolder("rules/tests/t.yaml", "rule_files: [../a.yaml]\ntests: []\n");
    assertThat(run("check", folder.toString())).isEqualTo(1);
    assertThat(out.toString()).isEqualToNormalizingNewlines(none + none);

    out.getBuffer().setLength(0);
    String empty = inFolder("rules/a.yaml", "");
    assertThat(run("check", folder.toString())).isEqualTo(1);
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            empty + ":1:1: this file is empty: to have no rules, write groups: []\n");

    out.getBuffer().setLength(0);
    var unusedNothing = inFolder("rules/a.yaml", "groups: []\n");
    assertThat(run("check", "--strict", folder.toString())).isZero();
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void check_warnings_failOnlyWhenStrict() throws IOException {
    String rules =
        file(
            "r.yaml",
            ruleNamed("a").replace("severity: low", "severity: low, aggregate: avg, window: 20s"));
    String warning =
        rules
            + ":3:114: warning: window is 20s, shorter than two intervals of the group, 30s: a"
            + " sample that comes a little late leaves it empty; make it longer, or the interval"
            + " shorter\n";
    assertThat(run("check", rules)).isZero();
    assertThat(out.toString()).isEqualToNormalizingNewlines(warning);
    assertThat(err.toString()).isEqualToNormalizingNewlines("1 rule, no problems, 1 warning\n");
    assertThat(run("check", "--strict", rules)).isEqualTo(1);
    assertThat(out.toString()).isEqualToNormalizingNewlines(warning + warning);
  }

  @Test
  void put_rulesWithWarnings_printsThemWithTheNameOfTheFile() throws IOException {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] answer =
        """
        {"data":{"number":7,"digest":"ab","rules":1,\
        "warnings":[{"file":"rules.yaml","line":3,"column":9,"message":"odd\\u001b"}]}}
        """
            .getBytes(UTF_8);
    api.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    api.start();
    String rules = file("mine.yaml", ruleNamed("a"));
    try {
      String address = "http://127.0.0.1:" + api.getAddress().getPort();
      assertThat(run("put", rules, "--http", address)).as("%s", err).isZero();
    } finally {
      api.stop(0);
    }
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(rules + ":3:9: warning: odd\\u001B\nversion 7: 1 rules\n");
  }

  /** By its size alone: the file is a hole of 50 MB. */
  @Test
  void check_hugeFile_isRefusedUnread() throws IOException {
    Path huge = directory.resolve("huge.yaml");
    try (RandomAccessFile file = new RandomAccessFile(huge.toFile(), "rw")) {
      file.setLength(50_000_000);
    }
    assertThat(run("check", huge.toString())).isEqualTo(1);
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            huge
                + ":1:1: this file has 50000000 bytes; at most 16777216 are read: split it into"
                + " several files\n");
  }

  @Test
  void check_latin1_saysWhereItIsNotUtf8() throws IOException {
    Path latin = directory.resolve("latin.yaml");
    Path written = Files.write(latin, "groups:\n  - name: caf\u00e9".getBytes(ISO_8859_1));
    assertThat(run("check", written.toString())).isEqualTo(1);
    assertThat(out.toString())
        .startsWith(latin + ":2:14: this file is not UTF-8: byte 0xE9 stands where");
  }

  @Test
  void test_expectationsThatHoldOrNot_printsTheDifference() throws IOException {
    var unused = file("rules.yaml", RULES);
    String tests =
        file(
            "tests.yaml",
            """
            rule_files: [rules.yaml]
            tests:
              - name: holds
                interval: 15s
                input: [{series: 'cpu{instance_id="web-1", env="prod"}', values: "82+1x4 _ 60"}]
                expect:
                  - {at: 0, alerts: [{rule_id: busy, state: pending}]}
                  - {at: 45s, alerts: [{rule_id: busy, labels: {env: prod}}]}
                  - {at: 90s, alerts: [{rule_id: busy, state: resolved}]}
              - name: does not hold
                interval: 15s
                input: [{series: 'cpu{instance_id="web-1"}', values: "90x2"}]
                expect:
                  - {at: 30s, alerts: [{rule_id: busy, state: pending}]}
            """);
    assertThat(run("test", tests)).isEqualTo(1);
    assertThat(out.toString())
        .isEqualToNormalizingNewlines(
            tests
                + """
                : does not hold: FAILED
                  at 30s
                    expected: busy{} pending
                    found:    busy{alertname="Busy", instance_id="web-1", rule_id="busy", severity="high"} firing
                              mean{alertname="Mean", rule_id="mean", severity="low"} firing
                1 passed, 1 failed
                """);
  }

  @Test
  void test_faultyFile_reportsWhatIsWrong() throws IOException {
    var unused = file("rules.yaml", RULES);
    String tests =
        file(
            "tests.yaml",
            """
            rule_files: [rules.yaml]
            tests:
              - input: [{series: 'cpu{a~"b"}', values: "80 many"}, {series: '{a="b"}', values: 1}]
                expect: [{at: never, alerts: [{rule_id: busy, state: loud}]}]
            """);
    assertThat(run("test", tests)).isEqualTo(1);
    assertThat(out.toString())
        .contains(
            tests + ":3:22: series must be a matcher such as",
            tests + ":3:44: values has \"many\", which is none of 80, 80x3,",
            "series must begin with the name of a metric, not \"\"",
            "at must be a time such as",
            "state must be one of");
  }

  @Test
  void import_prometheusRules_printsRulesThatCheckTakes() throws IOException {
    String prometheus =
        file(
            "prometheus.yaml",
            """
            groups:
              - name: g
                rules:
                  - {alert: Down, expr: up == 0, for: 5m, labels: {severity: sev1}}
                  - {alert: Errors, expr: "rate(errors[5m]) > 1"}
                  - {record: a, expr: b}
            """);
    assertThat(
            run("import", prometheus, "--severity", "sev1=critical", "--default-severity", "low"))
        .isZero();
    assertThat(err.toString())
        .contains(
            prometheus + ":5: alert Errors: is not the same in Tocsin",
            prometheus + ":6: record a: makes a series",
            "imported 1 of 2 alerts; recording rules, not imported: 1\n");
    String rules = file("rules.yaml", out.toString());
    assertThat(run("check", "--strict", rules)).isZero();
    out.getBuffer().setLength(0);
    assertThat(
            run(
                "import",
                prometheus,
                "--severity",
                "sev1=critical",
                "--default-severity",
                "low",
                "--approximate"))
        .isZero();
    assertThat(out.toString()).contains("id: errors\n", "# differs: ");
    assertThat(err.toString()).contains("imported 2 of 2 alerts, 1 of them differ;");
  }

  @Test
  void import_faultyFileOrWrongUsage_endsWith1Or2() throws IOException {
    assertThat(run("import", file("a.yaml", "groups: 5"))).isEqualTo(1);
    assertThat(run("import", directory.resolve("none.yaml").toString())).isEqualTo(1);
    assertThat(err.toString()).contains("a.yaml:1:9: groups must be a list", "does not exist");
    assertThat(out.toString()).isEmpty();
    String good = file("b.yaml", "groups: []");
    assertThat(run("import")).isEqualTo(2);
    assertThat(run("import", good, "--severity", "a=loud")).isEqualTo(2);
    assertThat(run("import", good, "--default-severity", "loud")).isEqualTo(2);
    assertThat(run("import", good, "--interval", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("\"loud\" is none of critical, high, medium, low");
  }
}
