package dev.tocsin.core.message;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per message and version: what is on the queues today must be readable tomorrow. */
class MessageGoldenTest {
  private static final ObjectMapper JSON = ObjectMapper.getDefault();
  private static final Instant AT = Instant.parse("2026-11-21T10:05:00.250Z");
  private static final UUID ID = UUID.fromString("0190a6f0-0000-7000-8000-000000000001");
  private static final UUID RUN = UUID.fromString("0190a6f0-0000-7000-8000-000000000002");
  private static final AlertSnapshot ALERT = alert(null);

  static Stream<Message> messages() {
    return Stream.of(
        new AlertChanged(1, ID, 1, AlertChanged.FIRED, "duration_met", AT, 91.5, null, ALERT),
        new AlertChanged(
            1, ID, 2, AlertChanged.RESOLVED, "no_data", AT, null, AT, alert("percent")),
        new AlertEnriched(1, ID, 1, AT, ALERT, Map.of("owner", "jo")),
        new ApprovalRequested(
            1, ID, 1, AT, ALERT, RUN, "restart", "Restart", "http", "web-1", Map.of(), "ab12", AT,
            null, null),
        new RemediationFinished(
            1,
            ID,
            1,
            AT,
            ALERT,
            RUN,
            "restart",
            "Restart",
            "http",
            "web-1",
            "success",
            "http_2xx",
            "HTTP 200"));
  }

  @ParameterizedTest
  @MethodSource("messages")
  void write_message_isTheGoldenFile(Message message) throws IOException {
    assertThat(JSON.writeValueAsString(message)).isEqualTo(golden(message).strip());
  }

  @ParameterizedTest
  @MethodSource("messages")
  void read_goldenFile_isTheMessage(Message message) throws IOException {
    assertThat(JSON.readValue(golden(message), Message.class)).isEqualTo(message);
  }

  @Test
  void read_writtenWithEmptyTexts_isTheSame() throws IOException {
    AlertSnapshot bare =
        new AlertSnapshot(
            ID,
            "9a1c3e5f70b2d4e6",
            "k",
            "r",
            "R",
            "",
            "low",
            "m",
            "i",
            Map.of(),
            Map.of(),
            null,
            null,
            null,
            null,
            1,
            AT);
    for (Message message :
        List.of(
            new AlertChanged(1, ID, 1, AlertChanged.RESOLVED, "no_data", AT, null, null, bare),
            new AlertEnriched(1, ID, 1, AT, bare, Map.of()),
            new ApprovalRequested(
                1,
                ID,
                1,
                AT,
                bare,
                RUN,
                "r",
                "R",
                "http",
                "i",
                Map.of(),
                "ab12",
                AT,
                2,
                "HTTP 503"),
            new RemediationFinished(
                1, ID, 1, AT, bare, RUN, "r", "R", "http", "i", "skipped", "denied", ""))) {
      assertThat(JSON.readValue(JSON.writeValueAsString(message), Message.class))
          .isEqualTo(message);
    }
  }

  private static AlertSnapshot alert(@Nullable String unit) {
    return new AlertSnapshot(
        UUID.fromString("0190a6f0-0000-7000-8000-000000000003"),
        "9a1c3e5f70b2d4e6",
        "cpu_high:web-1:cpu_usage_percent:1987654",
        "cpu_high",
        "High CPU Usage",
        "CPU usage exceeds 80%",
        "high",
        "cpu_usage_percent",
        "web-1",
        Map.of("alertname", "High CPU Usage"),
        Map.of(),
        "https://wiki/runbooks/high-cpu",
        ">",
        80.0,
        unit,
        1,
        AT);
  }

  private static String golden(Message message) throws IOException {
    String name =
        message.getClass().getSimpleName()
            + (message instanceof AlertChanged changed ? "_" + changed.change() : "")
            + "_v"
            + message.version()
            + ".json";
    try (InputStream file =
        Objects.requireNonNull(
            MessageGoldenTest.class.getResourceAsStream("/golden/" + name), name)) {
      return new String(file.readAllBytes(), UTF_8);
    }
  }
}
