package dev.tocsin.core.setting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Severity;
import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.rate.RateLimit;
import dev.tocsin.core.rate.RateLimits;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsFileTest {
  private final Problems problems = new Problems();

  private Optional<Settings> read(String text) {
    return SettingsFile.read(new SourceFile("s.yaml", text), problems);
  }

  @Test
  void read_nothing_isTheDefault() {
    assertThat(read("# nothing")).contains(Settings.DEFAULT);
    assertThat(read("{}")).contains(Settings.DEFAULT);
    assertThat(Settings.DEFAULT.allowedLateness()).isEqualTo(Duration.ofSeconds(10));
    assertThat(Settings.DEFAULT.naming().dedupWindow()).isEqualTo(Duration.ofMinutes(15));
    assertThat(Settings.DEFAULT.notification().deadline()).isEqualTo(Duration.ofHours(24));
  }

  @Test
  void read_everything_hasIt() {
    assertThat(
            read(
                """
                topics:
                  - {name: gds.metrics.production, format: json, keyed: true}
                  - name: other_1
                    format: otlp_json
                    keyed: false
                    timestamp: record
                    drop_labels: [replica, pod]
                    ha: {cluster_label: site, replica_label: sender, failover: 1m}
                allowed_lateness: 2.5
                dedup_window: 1m
                instance_labels: [host, k8s.pod.name]
                limits: {batch_size: 500}
                grafana_url: https://grafana.example.com/base
                public_url: http://localhost:8080
                notification:
                  timeout: 2s
                  deadline: 1h
                  concurrency: 4
                  rate_limit: {requests: 20}
                  receivers:
                    - {name: pager, rate_limit: {requests: 6, per: 1m, burst: 3}}
                """))
        .contains(
            new Settings(
                List.of(
                    Topic.of(
                        "gds.metrics.production",
                        Topic.Format.JSON,
                        true,
                        new Position("s.yaml", 2, 12)),
                    new Topic(
                        "other_1",
                        Topic.Format.OTLP_JSON,
                        false,
                        Topic.Time.RECORD,
                        Set.of("replica", "pod"),
                        Optional.of(new HighAvailability("site", "sender", Duration.ofMinutes(1))),
                        new Position("s.yaml", 3, 11))),
                Duration.ofMillis(2_500),
                new AlertNaming(List.of("host", "k8s.pod.name"), Duration.ofMinutes(1)),
                new Limits(Map.of(Limit.BATCH_SIZE, 500)),
                Optional.of(URI.create("https://grafana.example.com/base")),
                Optional.of(URI.create("http://localhost:8080")),
                new NotificationSettings(
                    Duration.ofSeconds(2),
                    Duration.ofHours(1),
                    4,
                    new RateLimits(
                        Optional.of(new RateLimit(1, Duration.ofMillis(50))),
                        Map.of("pager", new RateLimit(3, Duration.ofSeconds(10))))),
                BuiltInSettings.DEFAULT));
  }

  @Test
  void read_haWithoutFields_isTheDefault() {
    assertThat(read("topics: [{name: a, ha: {}}, {name: b}]").orElseThrow().topics())
        .extracting(Topic::ha)
        .containsExactly(
            Optional.of(new HighAvailability("cluster", "__replica__", Duration.ofSeconds(30))),
            Optional.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "ha: {failover: 0s}| s.yaml:2:30: failover must be longer than 0",
        "ha: {replica: a}| s.yaml:2:20: unknown field \"replica\" in ha",
        "ha: {replica_label: cluster}| s.yaml:2:35: replica_label must be another label than cluster_label, not \"cluster\" too",
        "drop_labels: [__replica__], ha: {}| s.yaml:2:47: replica_label \"__replica__\" must not be among drop_labels",
        "drop_labels: [c], ha: {cluster_label: c}| s.yaml:2:53: cluster_label \"c\" must not be among drop_labels",
        "ha: {replica_label: ''}| s.yaml:2:35: replica_label must not be empty",
      })
  void read_haThatIsWrong_isAProblem(String fields, String problem) {
    assertThat(read("topics:\n  - {name: a, %s}".formatted(fields))).isEmpty();
    assertThat(problems.list())
        .singleElement()
        .satisfies(found -> assertThat(found).asString().startsWith(problem));
  }

  @Test
  void read_builtInAlerts_eachAsItIsSet() {
    BuiltInSettings read =
        read("""
        built_in_alerts:
          runbook_url: https://wiki.example.com/runbook
          watchdog: {enabled: false}
          pipeline_stalled: {window: 2m, severity: critical, duration: 30s, cooldown: 10m,
                             repeat_interval: 1h}
          records_rejected: {threshold: 0.5, labels: {team: data}}
        """)
            .orElseThrow()
            .builtIns();
    assertThat(read.runbooks()).contains(URI.create("https://wiki.example.com/runbook"));
    assertThat(read.of(BuiltIn.WATCHDOG).enabled()).isFalse();
    assertThat(read.of(BuiltIn.PIPELINE_STALLED))
        .isEqualTo(
            new BuiltInRule(
                true,
                Severity.CRITICAL,
                Map.of(),
                Duration.ofSeconds(30),
                Duration.ofMinutes(10),
                Duration.ofHours(1),
                Duration.ofMinutes(2),
                0));
    assertThat(read.of(BuiltIn.RECORDS_REJECTED).threshold()).isEqualTo(0.5);
    assertThat(read.of(BuiltIn.RECORDS_REJECTED).labels()).containsOnly(Map.entry("team", "data"));
    assertThat(read.of(BuiltIn.RULE_TOO_WIDE)).isEqualTo(BuiltIn.RULE_TOO_WIDE.defaults());
  }

  @Test
  void read_builtInAlertsWithProblems_findsThemAll() {
    read(
        """
        built_in_alerts:
          watchdogs: {}
          watchdog: {window: 5m}
          samples_late: {threshold: -1, severity: info}
          pipeline_stalled: {window: 25h}
          rule_too_wide: {labels: {about_rule: x, severity: y}}
        """);
    assertThat(problems.list().stream().map(Object::toString))
        .anyMatch(text -> text.contains("unknown field \"watchdogs\""))
        .anyMatch(text -> text.contains("unknown field \"window\" in watchdog"))
        .anyMatch(text -> text.contains("s.yaml:4:29: threshold must be 0 or more"))
        .anyMatch(text -> text.contains("severity must be one of critical, high, medium, low"))
        .anyMatch(text -> text.contains("window must be at most 24h"))
        .anyMatch(text -> text.contains("label \"about_rule\" is set by Tocsin itself: rename it"))
        .anyMatch(text -> text.contains("label \"severity\" is set by Tocsin itself: rename it"))
        .hasSize(7);
  }

  @Test
  void read_manyProblems_findsThemAll() {
    assertThat(
            read(
                """
                topics:
                  - {name: a b}
                  - {name: x, format: avro}
                  - {name: x, keyed: maybe}
                  - {name: ..}
                allowed_latenes: 5s
                dedup_window: 1500ms
                instance_labels: [host, "", host]
                limits: {batch_size: 0}
                grafana_url: grafana
                notification: {concurrency: 0, deadline: 0}
                ---
                more: 1
                """))
        .isEmpty();
    assertThat(problems)
        .hasToString(
            """
            s.yaml:2:12: name must be 1 to 249 characters of a-z, A-Z, 0-9, ., _ and -, not "a b"
            s.yaml:3:23: format must be one of json, otlp_protobuf, otlp_json, \
            prometheus_remote_write, telegraf_json, influx_line, not "avro"
            s.yaml:4:12: topic "x" is taken: the first is at s.yaml:3:12
            s.yaml:4:22: keyed must be true or false, not the text "maybe"
            s.yaml:5:12: name must be 1 to 249 characters of a-z, A-Z, 0-9, ., _ and -, not ".."
            s.yaml:6:1: unknown field "allowed_latenes" in settings: did you mean \
            "allowed_lateness"?
            s.yaml:7:15: dedup_window must be whole seconds
            s.yaml:8:25: instance_labels must not be empty
            s.yaml:8:29: instance_labels names "host" twice
            s.yaml:9:22: batch_size must be a whole number from 1 to 10000, not the number 0
            s.yaml:10:14: grafana_url must be an absolute http or https address, not "grafana"
            s.yaml:11:29: concurrency must be a whole number from 1 to 256, not the number 0
            s.yaml:11:42: deadline must be longer than 0, such as 90s or 5m, not 0
            s.yaml:13:1: settings must be one document\
            """);
  }

  @Test
  void read_noTopicsOrLabels_isAFault() {
    assertThat(read("topics: []")).isEmpty();
    assertThat(read("instance_labels: []")).isEmpty();
    assertThat(problems)
        .hasToString(
            """
            s.yaml:1:9: topics must name at least one topic
            s.yaml:1:18: instance_labels must name at least one label\
            """);
  }

  @Test
  void readDeployed_whatMayChange_isTaken() {
    Settings deployment = Settings.DEFAULT.withTimes(Duration.ofSeconds(30), Duration.ofHours(1));
    Optional<Settings> read =
        SettingsFile.readDeployed(
            new SourceFile(
                "s.yaml",
                """
                topics: [{name: gds.metrics.production}]
                allowed_lateness: 20s
                notification: {timeout: 6s}
                grafana_url: https://grafana.example.com
                """),
            deployment,
            problems);
    assertThat(problems.list()).isEmpty();
    assertThat(read).isPresent();
    assertThat(read.get().allowedLateness()).isEqualTo(Duration.ofSeconds(20));
    assertThat(read.get().naming().dedupWindow()).isEqualTo(Duration.ofHours(1));
    assertThat(read.get().notification())
        .isEqualTo(
            new NotificationSettings(
                Duration.ofSeconds(6), Duration.ofHours(24), 16, RateLimits.NONE));
    assertThat(deployment.mayBecome(read.get())).isTrue();
  }

  @Test
  void read_rateLimitsWithProblems_namesEach() {
    assertThat(
            read(
                """
                notification:
                  rate_limit: {per: 1s, burst: 0}
                  receivers:
                    - {name: pager, rate_limit: {requests: 1}}
                    - {name: pager, rate_limit: {requests: 2}}
                    - {name: chat}
                """))
        .isEmpty();
    assertThat(problems.list().stream().map(Object::toString))
        .anyMatch(problem -> problem.startsWith("s.yaml:2:") && problem.contains("requests"))
        .anyMatch(problem -> problem.startsWith("s.yaml:2:") && problem.contains("burst"))
        .contains("s.yaml:5:14: receiver \"pager\" is named twice")
        .anyMatch(problem -> problem.startsWith("s.yaml:6:") && problem.contains("rate_limit"))
        .hasSize(4);
  }

  @Test
  void readDeployed_whatTheDeploymentIsMadeFor_isRefused() {
    SettingsFile.readDeployed(
        new SourceFile(
            "s.yaml",
            """
            topics: [{name: other, format: otlp_json}]
            limits: {batch_size: 10}
            public_url: https://tocsin.example.com
            notification:
              timeout: 7500ms
            """),
        Settings.DEFAULT,
        problems);
    assertThat(problems.list().stream().map(Object::toString))
        .containsExactly(
            "s.yaml:1:9: topics is part of the deployment: it reads gds.metrics.production as json;"
                + " set Terraform's topic and topic_format, and take it out here",
            "s.yaml:2:9: limits.batch_size is part of the deployment: set Terraform's batch_size,"
                + " and take it out here",
            "s.yaml:3:13: public_url is part of the deployment: set Terraform's public_url, and"
                + " take it out here",
            "s.yaml:5:12: notification.timeout is 7.5 s; it must be at most 6 s, since the function"
                + " that delivers has a minute");
  }
}
