package dev.tocsin.routing.config.reader;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.routing.config.FileReferences;
import dev.tocsin.routing.config.ReadingOptions;
import dev.tocsin.routing.config.RoutingConfiguration;
import dev.tocsin.routing.inhibition.InhibitRule;
import dev.tocsin.routing.interval.TimeInterval;
import dev.tocsin.routing.matcher.MatcherSyntax;
import dev.tocsin.routing.route.Route;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoutingFileTest {
  @Test
  void read_allParts_areThere() {
    RoutingConfiguration read =
        Read.good(
            """
            global: {resolve_timeout: 10m}
            templates: [templates/*.tmpl]
            route:
              receiver: 1.50
              group_by: [alertname, é]
              group_wait: 1s
              routes:
                - matchers: [b="x", 'a=~"y|z"']
                  match: {c: 5}
                  match_re: {d: e.*}
                  receiver: db
                  continue: yes
                  group_by: ['...']
                  group_interval: 1m
                  repeat_interval: 1d
                  mute_time_intervals: [nights]
                  active_time_intervals: [old]
                  labels: {tier: 1}
            receivers:
              - {name: '1.50'}
              - {name: db, labels: {team: data}}
            inhibit_rules:
              - {name: r, source_match: {s: x}, target_matchers: [t!=y], equal: [node, node]}
              -
            time_intervals:
              - {name: nights, time_intervals: [{times: [{start_time: 22:00, end_time: '24:00'}]}]}
            mute_time_intervals:
              - name: old
            """);

    assertThat(read.resolveTimeout()).isEqualTo(Duration.ofMinutes(10));
    Route route = read.root().children().getFirst();
    assertThat(read.root().receiver()).isEqualTo("1.50");
    assertThat(read.root().groupBy()).containsExactly("alertname", "é");
    assertThat(route.matchers()).hasToString("{a=~\"y|z\",b=\"x\",c=\"5\",d=~\"^(?:e.*)$\"}");
    assertThat(route.receiver()).isEqualTo("db");
    assertThat(route.continues()).isTrue();
    assertThat(route.groupsByAll()).isTrue();
    assertThat(route.groupWait()).isEqualTo(Duration.ofSeconds(1));
    assertThat(route.groupInterval()).isEqualTo(Duration.ofMinutes(1));
    assertThat(route.repeatInterval()).isEqualTo(Duration.ofDays(1));
    assertThat(route.muteIntervals()).containsExactly("nights");
    assertThat(route.activeIntervals()).containsExactly("old");
    assertThat(route.labels()).isEqualTo(Map.of("tier", "1"));
    assertThat(read.receivers()).containsOnlyKeys("1.50", "db");
    assertThat(requireNonNull(read.receivers().get("db")).labels())
        .isEqualTo(Map.of("team", "data"));
    InhibitRule rule = read.inhibitRules().getFirst();
    assertThat(read.inhibitRules()).hasSize(1);
    assertThat(rule.source().match(Labels.of("s", "x"))).isTrue();
    assertThat(rule.target().match(Labels.of("t", "y"))).isFalse();
    assertThat(rule.equal()).containsExactly("node", "node");
    TimeInterval nights = requireNonNull(read.intervals().get("nights"));
    assertThat(nights.contains(Instant.parse("2026-11-21T23:59:59Z"))).isTrue();
    assertThat(nights.contains(Instant.parse("2026-11-21T21:59:59Z"))).isFalse();
  }

  /** Each row is a document, with | for a line's end, and its only problem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '`',
      value = {
        "``; 1:1: this file is empty: a configuration has at least \"route\" and \"receivers\"",
        "# none; 1:1: this file is empty: a configuration has at least \"route\" and \"receivers\"",
        "~; 1:1: this file is empty: a configuration has at least \"route\" and \"receivers\"",
        "[]; 1:1: the configuration must be a map of fields, not a list",
        "receivers: [{name: a}]; 1:1: the configuration has no \"route\"",
        "route:|receivers: []; 1:1: the configuration has no \"route\"",
        "route: {}; 1:8: the root route has no \"receiver\"",
        "route: {receiver: ''}; 1:8: the root route has no \"receiver\"",
        "route: {receiver: b}|receivers: [{name: a}]; 1:19: undefined receiver \"b\" used in route",
        "route: {receiver: a}|receivers: [{name: a}, {name: a}]; 2:31: receiver \"a\" is defined twice: the first is at am.yml:2:20",
        "route: {receiver: a}|receivers: [{name: a}, {}]; 2:24: a receiver has no \"name\"",
        "route: {receiver: a}|receivers: [{name: a}, null]; 2:24: receivers must be a map of fields, not a single value",
        "route: {receiver: a}|receivers: [{name: a}]|---|x: 1; 4:1: the configuration must be one document",
      })
  void read_documentWithoutItsParts_saysWhatIsMissing(String document, String problem) {
    assertThat(Read.problems(document.replace('|', '\n'))).containsExactly("am.yml:" + problem);
  }

  /** Each row is keys of the root route, from column 22 of line 2 on, and their only problem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "match: {b: c}; the root route must not have \"match\": it takes every alert",
        "match_re: {b: c}; the root route must not have \"match_re\": it takes every alert",
        "matchers: [b=c]; the root route must not have \"matchers\": it takes every alert",
        "continue: true; the root route must not have \"continue\": no route follows it",
        "continue: 1; continue must be true or false, not the number 1",
        "continue: \"true\"; continue must be true or false, not the text \"true\"",
        "group_by: ['...', b]; group_by must not have other labels beside \"...\"",
        "group_by: [b, b]; group_by has \"b\" twice",
        "group_by: ['']; group_by has no valid name of a label: \"\"",
        "group_by: b; group_by must be a list, not the text \"b\"",
        "group_interval: 0s; group_interval must be longer than 0",
        "repeat_interval: 0; repeat_interval must be longer than 0",
        "group_wait: 5; group_wait must be a duration such as 30s, 5m, 1h30m or 1d, not the number 5",
        "routes: [{receiver: x}]; undefined receiver \"x\" used in route",
        "routes: [{mute_time_intervals: [x]}]; undefined time interval \"x\" used in route",
        "routes: [{active_time_intervals: [x]}]; undefined time interval \"x\" used in route",
        "routes: [{match: {a.b: c}}]; match.a.b has no valid name of a label: \"a.b\" is not of letters, digits and _ (\"matchers\" takes any name)",
        "routes: [{match_re: {a: }}]; match_re.a must be a regular expression, not nothing",
        "routes: [{match: {a: [b]}}]; match.a must be a single value, not a list",
        "routes: [null]; routes must be a map of fields, not a single value",
        "group_bye: [b]; unknown field \"group_bye\" in route: did you mean \"group_by\"?",
      })
  void read_routeThatCannotBe_saysWhy(String keys, String problem) {
    assertThat(Read.problems(Read.route(keys)))
        .singleElement()
        .asString()
        .startsWith("am.yml:2:")
        .endsWith(": " + problem);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "match: {}",
        "match_re: ",
        "matchers: []",
        "continue: no",
        "continue: Off",
        "continue: ",
        "group_by: []",
        "group_by: ",
        "group_by: ['...']",
        "group_by: ['...', '...']",
        "group_by: [a b, é, 1]",
        "group_wait: 0",
        "mute_time_intervals: []",
        "routes: [{}]",
        "routes: [{match: {a: 1, b: yes, c: }}]",
        "routes: [{match_re: {a: ''}}]",
        "routes: [{matchers: ['', '{a=b, c=d}', 'é=~\"x\"']}]",
        "labels: {a: '{{ 1 }}'}"
      })
  void read_routeThatAlertmanagerTakes_isTaken(String keys) {
    assertThat(Read.problems(Read.route(keys))).isEmpty();
  }

  /** Each row is keys at the top, and their only problem. */
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "colour: red; unknown field \"colour\" in the configuration: known are global, templates,",
        "templates: x; templates must be a list, not the text \"x\"",
        "inhibit_rules: [{equal: ['']}]; equal has no valid name of a label: \"\"",
        "inhibit_rules: [{source_match: {1a: b}}]; source_match.1a has no valid name of a label: \"1a\" is",
        "inhibit_rules: [{target_matchers: ['a']}]; target_matchers ",
        "inhibit_rules: {}; inhibit_rules must be a list, not a map",
        "time_intervals: [{name: x}, {name: x}]; time interval \"x\" is defined twice: the first is at am.yml:3:",
        "time_intervals: [{}]; an entry of time_intervals has no \"name\"",
        "time_intervals: [{name: x, time_intervals: [{weekdays: [mon]}]}]; weekdays is wrong: \"mon\" is no weekday",
        "time_intervals: [{name: x, time_intervals: [{times: [{start_time: 09:00}]}]}]; a range of times has no \"end_time\"",
        "time_intervals: [{name: x, time_intervals: [{times: [{start_time: 09:00, end_time: 08:00}]}]}]; times are wrong: start_time 09:00",
        "time_intervals: [{name: x, time_intervals: [{location: Mars}]}]; location is wrong: unknown time zone \"Mars\"",
        "global: {smtp_smarthost: mail}; smtp_smarthost must be a host and a port, as mail.example.org:587, not \"mail\"",
        "global: {pagerduty_url: 'ftp://u:pw@x'}; pagerduty_url must be an absolute http or https address, not \"ftp://u:xxxxx@x\"",
        "global: {slack_api_url: pssst}; slack_api_url must be an absolute http or https address",
        "global: {http_config: pssst}; http_config must be a map of fields, not a single value",
        "global: {opsgenie_api_key: a, opsgenie_api_key_file: b}; global has \"opsgenie_api_key\" and \"opsgenie_api_key_file\": at most one of these",
        "tracing: {endpoint: x, sampling_fraction: 2}; sampling_fraction must be from 0 to 1, not 2.0",
        "event_recorder: {webhook_outputs: [{url: pssst}]}; url must be an absolute http or https address",
      })
  void read_partThatCannotBe_saysWhy(String keys, String problem) {
    assertThat(Read.problems(Read.top(keys)))
        .singleElement()
        .asString()
        .startsWith("am.yml:3:")
        .contains(": " + problem)
        .doesNotContain("pssst");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "global: ",
        "global: {}",
        "inhibit_rules: [null, {}, {equal: [é]}]",
        "time_intervals: ",
        "templates: [1]",
        "time_intervals: [{name: x}]|mute_time_intervals: [{name: y}]",
        "time_intervals: [{name: x, time_intervals: [{}]}]",
        "global: {smtp_smarthost: '[::1]:25', smtp_require_tls: no, slack_api_url: <secret>}",
        "event_recorder: {stdout_outputs: [{}], kafka_outputs: [{brokers: ['a:1'], topic: t, acks: all}]}",
        "tracing: {client_type: http, endpoint: 'x:4318', sampling_fraction: 0.5, http_headers: {A: {values: [b]}}}",
      })
  void read_partThatAlertmanagerTakes_isTaken(String keys) {
    assertThat(Read.problems(Read.top(keys.replace('|', '\n')))).isEmpty();
  }

  @Test
  void read_problemsInAllParts_areFoundTogetherInTheirOrder() {
    assertThat(
            Read.problems(
                """
                global: {resolve_timeout: soon}
                route:
                  receiver: nobody
                  routes: [{match: {a: b}, continue: perhaps}]
                receivers:
                  - name: a
                    webhook_configs: [{}]
                    slack_configs: [{}]
                inhibit_rules: [{equal: x}]
                """))
        .extracting(line -> line.split(":", -1)[1])
        .containsExactly("1", "3", "4", "7", "8", "9");
  }

  /** A receiver with problems of its own is defined all the same. */
  @Test
  void read_routeToAFaultyReceiver_isNotAProblemToo() {
    assertThat(Read.problems(Read.receiver("webhook_configs: [{}]"))).hasSize(1);
  }

  @Test
  void read_classicSyntax_isAWarningAtItsPlace() {
    Problems problems = new Problems();
    Read.read(Read.route("routes: [{matchers: ['c=d e']}]"), ReadingOptions.LOCAL_FILE, problems);
    assertThat(problems.isEmpty()).isTrue();
    assertThat(problems.warningLines()).startsWith("am.yml:2:43: warning: ");
  }

  @Test
  void read_strictSyntax_refusesClassicMatchers() {
    ReadingOptions strict = new ReadingOptions(FileReferences.ALLOWED, MatcherSyntax.UTF8);
    assertThat(Read.problems(Read.route("routes: [{matchers: ['c=d e']}]"), strict)).hasSize(1);
  }

  @Test
  void read_classicSyntaxOnly_refusesNamesInUtf8() {
    ReadingOptions classic = new ReadingOptions(FileReferences.ALLOWED, MatcherSyntax.CLASSIC);
    assertThat(Read.problems(Read.route("group_by: ['...']"), classic)).isEmpty();
    assertThat(Read.problems(Read.route("group_by: [é]"), classic)).hasSize(1);
    assertThat(Read.problems(Read.top("inhibit_rules: [{equal: [é]}]"), classic)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "templates: [x.tmpl]; templates",
        "global: {slack_api_url_file: x}; slack_api_url_file",
        "global: {http_config: {tls_config: {ca_file: x}}}; ca_file",
        "global: {http_config: {http_headers: {A: {files: [x]}}}}; files",
        "event_recorder: {file_outputs: [{path: /etc/x}]}; path",
      })
  void read_fileNamedByApi_isRefused(String keys, String key) {
    assertThat(Read.problems(Read.top(keys))).isEmpty();
    assertThat(Read.problems(Read.top(keys), ReadingOptions.BY_API))
        .singleElement()
        .asString()
        .endsWith(": " + key + " names a file: only a configuration on the local disk may");
  }

  @Test
  void read_tooManyRoutesAndReceivers_areRefusedWithTheirNumber() {
    String many =
        "route: {receiver: r0, routes: ["
            + "{},".repeat(10_000)
            + "]}\nreceivers:\n"
            + IntStream.rangeClosed(0, 10_000)
                .mapToObj(number -> "- {name: r" + number + "}\n")
                .collect(Collectors.joining());
    assertThat(Read.problems(many))
        .containsExactly(
            "am.yml:1:8: route has 10,001 routes; at most 10,000 are allowed",
            "am.yml:3:1: receivers has 10,001 entries; at most 10,000 are allowed");
  }

  @Test
  void read_deepNesting_isRefused() {
    String deep = "route: {receiver: a" + ", routes: [{receiver: a".repeat(40);
    List<String> problems = Read.problems(deep);
    assertThat(problems).singleElement().asString().contains("nested deeper than 64 levels");
  }
}
