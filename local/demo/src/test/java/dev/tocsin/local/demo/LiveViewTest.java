package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveViewTest {

  private static final Instant START = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant NOW = START.plusSeconds(83);
  private static final AlertKey KEY = new AlertKey("sample_service_errors", "sample-service");

  @Test
  void render_firingAlert_isReadable() {
    assertThat(String.join("\n", LiveView.render(screen(List.of(firing()), 1), 100, 40, false)))
        .isEqualTo(
            """
            Tocsin demo                                                              running 1:23 · 10:01:23 UTC

            Open, or type into another terminal
              inbox      http://127.0.0.1:40001/
              errors on  curl -X POST 'http://127.0.0.1:40000/faults/errors?on=true'

            Samples
              12 per second · 1,830 stored in Kafka · 2 failed
              this host       cpu 12.3 %      memory 45.0 %     disk 61.2 %     load –
              sample service  errors 80.0 %   p99 7 ms          temp files 1.57 MB

            Alerts
              firing        critical  0:13    Sample service fails          sample-service    80.0
              sent when it fires, each minute while it goes on (this host: each hour), and when it ends

            What happened
              Sample service fails · sample-service
                10:01:00.000    +0.000 s  pending               value 80.0
                10:01:02.000    +2.000 s  firing                value 80.0
                10:01:02.214    +2.214 s  notified
                10:01:02.345    +2.345 s  approval asked\
            """);
  }

  @Test
  void render_quietHost_saysSo() {
    assertThat(LiveView.render(screen(List.of(), 0), 100, 40, false))
        .contains("  none: all is well. Switch a fault on and watch.", "  nothing yet");
  }

  @Test
  void render_lowTerminal_showsTheNewestStoryOnly_andNeverMoreThanFits() {
    List<String> all = LiveView.render(screen(List.of(firing()), 3), 100, 60, false);
    List<String> some = LiveView.render(screen(List.of(firing()), 3), 100, 24, false);

    assertThat(all.stream().filter(line -> line.contains("Sample service fails ·"))).hasSize(3);
    assertThat(some.stream().filter(line -> line.contains("Sample service fails ·"))).hasSize(1);
    assertThat(LiveView.render(screen(List.of(firing()), 3), 100, 5, false)).hasSize(5);
  }

  @Test
  void render_narrowTerminal_cutsTextButNotAddresses() {
    String address = "curl -X POST 'http://127.0.0.1:40000/faults/errors?on=true'";

    assertThat(LiveView.render(screen(List.of(firing()), 1), 60, 60, false))
        .anyMatch(line -> line.endsWith(address))
        .filteredOn(line -> !line.contains("curl"))
        .allMatch(line -> line.length() <= 60);
  }

  @Test
  void render_color_marksTheStateAndNothingOfTheTextChanges() {
    Screen screen = screen(List.of(firing()), 1);
    List<String> colored = LiveView.render(screen, 100, 40, true);

    assertThat(colored).anyMatch(line -> line.contains("\u001b[1;31mfiring"));
    assertThat(
            colored.stream().map(line -> line.replaceAll("\u001b\\[[0-9;]*m", "").stripTrailing()))
        .containsExactlyElementsOf(LiveView.render(screen, 100, 40, false));
  }

  @Test
  void render_textWithEscapeSequences_isMadeHarmless() {
    var evil = new ActiveAlert(KEY, "a\u001b[2Jb", "high", "firing", Optional.empty(), "1\r2");

    assertThat(LiveView.render(screen(List.of(evil), 0), 100, 40, false))
        .noneMatch(line -> line.contains("\u001b") || line.contains("\r"));
  }

  @Test
  void render_twoInstancesApartByABlank_canBeDistinguished() {
    var key = new AlertKey("busy", "web-1 ");
    var blank = new ActiveAlert(key, "Busy", "high", "firing", Optional.empty(), "1");

    assertThat(LiveView.render(screen(List.of(blank), 0), 100, 40, false))
        .anyMatch(line -> line.contains("web-1\\u0020"));
  }

  private static ActiveAlert firing() {
    Optional<Instant> since = Optional.of(START.plusSeconds(70));
    return new ActiveAlert(KEY, "Sample service fails", "critical", "firing", since, "80.0");
  }

  private static Screen screen(List<ActiveAlert> alerts, int stories) {
    List<Episode> episodes = new ArrayList<>();
    for (int i = 0; i < stories; i++) {
      episodes.add(story(START.plusSeconds(10L * i + 70 - 10L * stories)));
    }
    var feed = new MetricsFeed.Progress(12.4, 1830, 2, latest());
    var addresses =
        List.of(
            new Screen.Address("inbox", "http://127.0.0.1:40001/"),
            new Screen.Address(
                "errors on", "curl -X POST 'http://127.0.0.1:40000/faults/errors?on=true'"));
    return new Screen(START, NOW, feed, alerts, true, episodes, addresses);
  }

  private static Episode story(Instant began) {
    return new Episode(
        KEY,
        "Sample service fails",
        List.of(
            new Event(began, "pending", "value 80.0"),
            new Event(began.plusMillis(2000), "firing", "value 80.0"),
            new Event(began.plusMillis(2214), "notified", ""),
            new Event(began.plusMillis(2345), "approval asked", "")));
  }

  private static Map<String, Measurement> latest() {
    Map<String, Measurement> latest = new HashMap<>();
    Map.of(
            "cpu_usage_percent", 12.34,
            "memory_usage_percent", 45.0,
            "disk_usage_percent", 61.2,
            "http_error_rate_percent", 80.0,
            "http_latency_p99_ms", 7.4,
            "temp_files_bytes", 3.0 * 512 * 1024)
        .forEach((metric, value) ->
            latest.put(metric, new Measurement(metric, "web-1", value, NOW, Map.of())));
    return latest;
  }
}
