package dev.tocsin.local.upstream;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What programs expect that start Alertmanager as their child. */
@Tag("alertmanager")
@ParameterizedClass
@MethodSource("programs")
class ProcessContractTest {
  private static final Duration SOON = Duration.ofSeconds(5);

  private final Program program;
  @TempDir private Path folder;
  @AutoClose private AlertmanagerProcess process;
  private AlertmanagerApi api;

  ProcessContractTest(Program program) {
    this.program = program;
  }

  static Stream<Program> programs() {
    return Stream.concat(Program.alertmanager().stream(), Stream.of(Program.tocsin()));
  }

  @BeforeEach
  void start() throws IOException {
    process = AlertmanagerProcess.start(program, folder, file("first"));
    api = new AlertmanagerApi(process.url());
  }

  @Test
  void status_afterListening_holdsTheConfigurationAndTheStart() {
    JsonNode status = api.get("/status").body();

    assertThat(status.path("config").path("original").asText()).contains("receiver: first");
    assertThat(Instant.parse(status.path("uptime").asText())).isBefore(Instant.now());
    assertThat(status.path("cluster").path("status").asText()).isNotEmpty();
    assertThat(status.path("versionInfo").has("version")).isTrue();
  }

  @Test
  void hangup_goodConfiguration_isInForce() {
    process.reload(file("second"));

    within(SOON).until(() -> receivers().equals(List.of("second")));
  }

  @Test
  void hangup_badConfiguration_leavesTheOldOneInForce() {
    process.reload("route: {receiver: absent-team}\n");

    within(SOON).until(() -> process.errors().contains("absent-team"));
    assertThat(receivers()).containsExactly("first");
  }

  @Test
  void termination_always_exitsWithZero() {
    assertThat(process.stop()).contains(0);
  }

  @Test
  void restart_sameFolder_keepsSilences() throws IOException {
    Instant now = Instant.now();
    String id =
        api.post(
                "/silences",
                Map.of(
                    "matchers",
                    List.of(Map.of("name", "alertname", "value", "Disk", "isRegex", false)),
                    "startsAt",
                    now.toString(),
                    "endsAt",
                    now.plus(Duration.ofHours(1)).toString(),
                    "createdBy",
                    "operator",
                    "comment",
                    "work"))
            .body()
            .path("silenceID")
            .asText();
    process.stop();

    try (AlertmanagerProcess again = AlertmanagerProcess.start(program, folder, file("first"))) {
      JsonNode silence = new AlertmanagerApi(again.url()).get("/silence/" + id).body();
      assertThat(silence.path("status").path("state").asText()).isEqualTo("active");
    }
  }

  private List<String> receivers() {
    return api.get("/receivers").body().findValuesAsText("name");
  }

  private static String file(String receiver) {
    return """
    route: {receiver: %s, group_wait: 0s, group_interval: 1s}
    receivers: [{name: %s}]
    """
        .formatted(receiver, receiver);
  }
}
