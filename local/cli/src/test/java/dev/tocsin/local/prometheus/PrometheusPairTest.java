package dev.tocsin.local.prometheus;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tocsin.local.trial.Receiver;
import dev.tocsin.local.trial.Receiver.Reported;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A high-availability pair of Prometheus servers, of which the one in use is lost. */
@Tag("prometheus")
@Timeout(300)
class PrometheusPairTest {
  private static final String TOPIC = "prometheus.samples";
  private static final String CLUSTER = "eu";
  private static final String RATE = "ManyRequests";
  private static final String GAUGE = "QueueLong";

  private static final String ALERTS =
      """
      groups:
        - name: app
          interval: 5s
          rules:
            - alert: ManyRequests
              expr: rate(app_requests_total{job="app"}[90s]) > 10
              labels: {severity: warning}
            - alert: QueueLong
              expr: app_queue_length{job="app"} > 100
              for: 5s
              labels: {severity: page}
              annotations: {summary: "queue of {{ $labels.instance }}"}
      """;

  @TempDir private Path folder;

  @Test
  void pair_replicaInUseIsKilled_alertsGoOnAndAreResolvedOnce() throws Exception {
    assumeTrue(
        PrometheusServer.program().isPresent(),
        "there is no prometheus on the PATH, nor named by TOCSIN_PROMETHEUS");
    Path rules = TocsinUp.imported(folder, Files.writeString(folder.resolve("alerts.yml"), ALERTS));
    Path settings =
        Files.writeString(
            folder.resolve("settings.yaml"),
            "topics: [{name: %s, format: prometheus_remote_write, ha: {}}]".formatted(TOPIC));
    try (Receiver receiver = new Receiver();
        Exporter exporter = new Exporter();
        TocsinUp tocsin = TocsinUp.start(folder, rules, settings, receiver.url());
        RemoteWriteBridge bridge = new RemoteWriteBridge(tocsin.kafka(), TOPIC);
        PrometheusServer a = replica("a", exporter, bridge);
        PrometheusServer b = replica("b", exporter, bridge)) {
      exporter.queue(150);
      within(Duration.ofMinutes(2)).until(() -> receiver.all().size() >= 2);

      assertThat(states(receiver)).containsExactlyInAnyOrder(RATE + " firing", GAUGE + " firing");
      Reported rate = reported(receiver, RATE, "firing");
      assertThat(rate.body().path("value").asDouble())
          .isCloseTo(Exporter.RATE, offset(Exporter.RATE / 10));
      assertThat(labels(rate))
          .containsEntry("path", "/pay")
          .containsAllEntriesOf(labelsOf(RATE, exporter))
          .doesNotContainKeys("__replica__", "instance_id");
      Reported gauge = reported(receiver, GAUGE, "firing");
      assertThat(gauge.body().path("value").asDouble()).isEqualTo(150);
      assertThat(labels(gauge))
          .containsAllEntriesOf(labelsOf(GAUGE, exporter))
          .doesNotContainKeys("__replica__", "instance_id");
      assertThat(gauge.body().path("annotations").path("summary").asText())
          .isEqualTo("queue of " + exporter.target());

      String inUse = tocsin.replica(CLUSTER).orElseThrow();
      String other = inUse.equals("a") ? "b" : "a";
      (inUse.equals("a") ? a : b).kill();
      within(Duration.ofSeconds(45))
          .alias("replica " + other + " to be taken")
          .until(() -> tocsin.replica(CLUSTER).equals(Optional.of(other)));
      within(Duration.ofSeconds(10))
          .until(
              () ->
                  tocsin.log().stream()
                      .filter(line -> line.contains("cluster eu: samples are taken from replica"))
                      .toList(),
              takeovers ->
                  takeovers.size() == 1
                      && takeovers
                          .getFirst()
                          .contains("replica %s now, since %s was".formatted(other, inUse)));

      exporter.queue(3);
      within(Duration.ofMinutes(1)).until(() -> receiver.all().size() >= 3);
      assertThat(states(receiver))
          .as("neither resolved nor fired in the silence")
          .containsExactlyInAnyOrder(RATE + " firing", GAUGE + " firing", GAUGE + " resolved");
      Reported resolved = reported(receiver, GAUGE, "resolved");
      assertThat(resolved.text("reason")).isEqualTo("condition_cleared");
      assertThat(labels(resolved)).isEqualTo(labels(gauge));
      assertThat(resolved.text("alert_id")).isEqualTo(gauge.text("alert_id"));
    }
  }

  private PrometheusServer replica(String name, Exporter exporter, RemoteWriteBridge bridge)
      throws Exception {
    return PrometheusServer.start(
        folder.resolve(name), CLUSTER, name, exporter.target(), bridge.url(CLUSTER));
  }

  private static Map<String, String> labelsOf(String alert, Exporter exporter) {
    return Map.of(
        "alertname", alert, "instance", exporter.target(), "job", "app", "cluster", CLUSTER);
  }

  private static Map<String, String> labels(Reported reported) {
    Map<String, String> labels = new HashMap<>();
    reported
        .body()
        .path("labels")
        .properties()
        .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
    return labels;
  }

  private static List<String> states(Receiver receiver) {
    return receiver.all().stream()
        .map(reported -> reported.text("alert_name") + " " + reported.state())
        .toList();
  }

  private static Reported reported(Receiver receiver, String alert, String state) {
    return receiver.all().stream()
        .filter(reported -> reported.text("alert_name").equals(alert))
        .filter(reported -> reported.state().equals(state))
        .findFirst()
        .orElseThrow();
  }
}
