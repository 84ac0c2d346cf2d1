package dev.tocsin.local.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.Eventually;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process as clients and supervisors see it. */
@Timeout(180)
class AlertmanagerProcessTest {
  private static final String ALERT = "[{\"labels\":{\"alertname\":\"kept\"}}]";

  @TempDir Path folder;

  @BeforeEach
  void configure() throws IOException {
    receiver("first");
  }

  private void receiver(String name) throws IOException {
    Files.writeString(
        folder.resolve("alertmanager.yml"),
        "route: {receiver: %s}\nreceivers: [{name: %s}]\n".formatted(name, name));
  }

  @Test
  void kill_andStartAgain_keepsAlerts() throws Exception {
    try (RunningAlertmanager first = RunningAlertmanager.start(folder).listening()) {
      assertThat(first.post("/api/v2/alerts", ALERT)).isEqualTo(200);
      first.signal("KILL");
      assertThat(first.exitCode()).isEqualTo(128 + 9);
    }
    try (RunningAlertmanager second = RunningAlertmanager.start(folder).listening()) {
      assertThat(second.get("/api/v2/alerts")).contains("\"alertname\":\"kept\"");
    }
  }

  @Test
  void events_followedOverAKill_missNothing() throws Exception {
    String place;
    try (RunningAlertmanager first = RunningAlertmanager.start(folder).listening()) {
      place = textOf(first.get("/api/v1/events"), "next");
      assertThat(first.post("/api/v2/alerts", ALERT)).isEqualTo(200);
      try (Stream<String> lines = first.follow("/api/v1/events", place)) {
        List<String> event = lines.filter(line -> line.contains(":")).skip(1).limit(3).toList();
        assertThat(event.get(0)).isEqualTo("event: alert");
        assertThat(event.get(2)).contains("\"what\":\"started\"", "\"alertname\":\"kept\"");
        place = event.get(1).substring("id: ".length());
      }
      assertThat(first.post("/api/v2/alerts", ALERT.replace("kept", "missed"))).isEqualTo(200);
      first.signal("KILL");
      assertThat(first.exitCode()).isEqualTo(128 + 9);
    }
    try (RunningAlertmanager second = RunningAlertmanager.start(folder).listening();
        Stream<String> lines = second.follow("/api/v1/events", place)) {
      assertThat(lines.filter(line -> line.startsWith("data: ")).findFirst().orElseThrow())
          .contains("\"what\":\"started\"", "\"alertname\":\"missed\"");
    }
  }

  private static String textOf(String json, String name) {
    int start = json.indexOf("\"" + name + "\":\"") + name.length() + 4;
    return json.substring(start, json.indexOf('"', start));
  }

  @Test
  void hangup_readsTheConfigurationAgain_andKeepsTheLastGoodOne() throws Exception {
    try (RunningAlertmanager running = RunningAlertmanager.start(folder).listening()) {
      receiver("second");
      running.signal("HUP");
      Eventually.within(Duration.ofSeconds(20))
          .until(() -> running.get("/api/v2/receivers").contains("\"name\":\"second\""));

      Files.writeString(folder.resolve("alertmanager.yml"), "route: 7\n");
      assertThat(running.post("/-/reload", "")).isEqualTo(500);
      assertThat(running.get("/api/v2/receivers")).contains("\"name\":\"second\"");
      assertThat(running.get("/metrics"))
          .contains("alertmanager_config_last_reload_successful 0")
          .contains("alertmanager_build_info{");
    }
  }

  @Test
  void term_endsItWithZero() throws Exception {
    try (RunningAlertmanager running =
        RunningAlertmanager.start(folder, "--cluster.peer=a:1").listening()) {
      assertThat(running.log())
          .containsOnlyOnce("There is no gossip")
          .contains("flags=--cluster.peer");
      running.signal("TERM");
      assertThat(running.exitCode()).isZero();
    }
  }

  @Test
  void prefix_isBeforeAllPaths() throws Exception {
    try (RunningAlertmanager running =
        RunningAlertmanager.start(folder, "--web.route-prefix=/am").listening()) {
      assertThat(running.get("/am/-/ready")).isEqualTo("OK");
      assertThat(running.get("/am/api/v2/status")).contains("\"cluster\"");
      assertThat(running.get("/api/v2/status")).contains("404");
    }
  }

  @Test
  void start_withAFaultyConfiguration_endsWithOne() throws Exception {
    Files.writeString(folder.resolve("alertmanager.yml"), "route: 7\n");
    try (RunningAlertmanager running = RunningAlertmanager.start(folder)) {
      assertThat(running.exitCode()).isEqualTo(1);
      assertThat(running.log()).contains("level=error", "alertmanager.yml:1:");
    }
  }
}
