package dev.tocsin.core.delivery;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.message.RemediationFinished;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** One file per kind: what receivers read today they must be able to read tomorrow. */
class NotificationGoldenTest {
  private static final Instant AT = Instant.parse("2026-11-21T10:05:00.250999Z");
  private static final UUID ID = UUID.fromString("0190a6f0-0000-7000-8000-000000000001");
  private static final UUID RUN = UUID.fromString("0190a6f0-0000-7000-8000-000000000002");
  private static final AlertSnapshot ALERT = alert("https://wiki/runbooks/high-cpu", ">", 80.0, 1);
  private static final AlertSnapshot BARE = alert(null, null, null, 3);

  static Stream<Arguments> events() {
    return Stream.of(
        Arguments.of(
            "firing", new AlertChanged(1, ID, 1, "fired", "duration_met", AT, 91.5, null, ALERT)),
        Arguments.of(
            "resolved",
            new AlertChanged(
                1, ID, 2, "resolved", "no_data", AT, null, AT.minusSeconds(300), ALERT)),
        Arguments.of(
            "bare", new AlertChanged(1, ID, 2, "refired", "refired", AT, 1e300, null, BARE)),
        Arguments.of(
            "enriched",
            new AlertEnriched(
                1, ID, 1, AT, ALERT, Map.of("owner", "jo", "cmdb_error", "no such file"))),
        Arguments.of(
            "approval_requested",
            new ApprovalRequested(
                1,
                ID,
                1,
                AT,
                ALERT,
                RUN,
                "restart",
                "Restart it",
                "http",
                "web-1",
                Map.of("a", "b"),
                "ab12",
                AT.plusSeconds(1800),
                null,
                null)),
        Arguments.of(
            "approval_requested_again",
            new ApprovalRequested(
                1,
                ID,
                1,
                AT,
                ALERT,
                RUN,
                "restart",
                "Restart it",
                "http",
                "web-1 ",
                Map.of("a", "b"),
                "ab12",
                AT.plusSeconds(1800),
                2,
                "HTTP 503")),
        Arguments.of(
            "remediation_result",
            new RemediationFinished(
                1,
                ID,
                1,
                AT,
                ALERT,
                RUN,
                "restart",
                "Restart it",
                "http",
                "web-1",
                "success",
                "http_2xx",
                "HTTP 200")));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("events")
  void of_event_isTheGoldenFile(String name, Message event) throws IOException {
    Notification notification =
        Notification.of(event, "https://tocsin.example/approvals/x?token=y");
    assertThat(ObjectMapper.getDefault().writeValueAsString(notification))
        .isEqualTo(golden(name).strip());
  }

  private static AlertSnapshot alert(
      @Nullable String runbook, @Nullable String operator, @Nullable Double threshold, int count) {
    return new AlertSnapshot(
        UUID.fromString("0190a6f0-0000-7000-8000-000000000003"),
        "9a1c3e5f70b2d4e6",
        "cpu_high:web-1:cpu_usage_percent:1987654",
        "cpu_high",
        "High CPU Usage",
        count == 1 ? "CPU usage exceeds 80%" : "",
        "high",
        "cpu_usage_percent",
        "web-1",
        count == 1 ? Map.of("instance_id", "web-1", "alertname", "High CPU Usage") : Map.of(),
        count == 1 ? Map.of("summary", "\"hot\" \u0000") : Map.of(),
        runbook,
        operator,
        threshold,
        threshold == null ? null : "percent",
        count,
        AT);
  }

  private static String golden(String name) throws IOException {
    String file = "/golden/notification_" + name + ".json";
    try (InputStream golden =
        Objects.requireNonNull(NotificationGoldenTest.class.getResourceAsStream(file), file)) {
      return new String(golden.readAllBytes(), UTF_8);
    }
  }
}
