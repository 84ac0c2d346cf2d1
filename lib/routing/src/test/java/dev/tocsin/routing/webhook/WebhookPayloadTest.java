package dev.tocsin.routing.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.alert.AlertOrder;
import dev.tocsin.routing.alert.AlertSource;
import dev.tocsin.routing.flush.FlushPolicy;
import dev.tocsin.routing.flush.NotificationLog;
import dev.tocsin.routing.flush.Send;
import dev.tocsin.routing.flush.SendReason;
import dev.tocsin.routing.flush.Status;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The golden files were written by Alertmanager 0.34.0 of the same alerts. */
class WebhookPayloadTest {
  private static final Alert ENDED =
      alert(Labels.of("alertname", "A"), Map.of("s", "a <b> & c"), "00:00:00.1Z", "00:00:01Z", "");

  private static final List<Alert> ALERTS =
      AlertOrder.sorted(
          List.of(
              ENDED,
              alert(
                  Labels.of(
                      "alertname",
                      "A",
                      "job",
                      "z",
                      "instance",
                      "i2",
                      "t",
                      "<>&\u2028\u2029\"\\\t\b\f\n\r\u0001\u001f\u007fé😀/"),
                  Map.of("s", "a <b> & c", "e", ""),
                  "00:00:00.12045Z",
                  "",
                  "http://p/g?x=<1>&y"),
              alert(
                  Labels.of(
                      "alertname", "A", "job", "z", "instance", "i10", "😀", "1", "\uffee", "2"),
                  Map.of("s", "a <b> & c"),
                  "00:00:00.123456789Z",
                  "00:10:00.5Z",
                  ""),
              alert(
                  Labels.of("alertname", "A", "zeta", "q", "instance", "i1"),
                  Map.of("s", "a <b> & c"),
                  "00:00:00Z",
                  "",
                  "")));

  @Test
  void json_firing_isWhatAlertmanagerWrites() throws IOException {
    Send send = send(SendReason.NEW_ALERTS, ALERTS, List.of());

    assertThat(json(send, 0, FlushPolicy.ALERTMANAGER)).isEqualTo(golden("firing"));
    assertThat(json(send, 0, FlushPolicy.DEFAULT)).isEqualTo(golden("firing"));
  }

  @Test
  void json_resolved_isWhatAlertmanagerWrites() throws IOException {
    Send send = send(SendReason.ALL_RESOLVED, List.of(ENDED), List.of());

    assertThat(json(send, 0, FlushPolicy.ALERTMANAGER)).isEqualTo(golden("resolved"));
    assertThat(json(send, 1, FlushPolicy.DEFAULT)).isEqualTo(golden("resolved"));
  }

  @Test
  void json_resolvedAlertShownOfFiringOnes_isCalledResolvedByAlertmanagerOnly() throws IOException {
    Send send = send(SendReason.SOME_RESOLVED, ALERTS, List.of());
    String theirs = golden("truncated");

    assertThat(json(send, 1, FlushPolicy.ALERTMANAGER)).isEqualTo(theirs);
    assertThat(json(send, 1, FlushPolicy.DEFAULT))
        .isEqualTo(
            theirs.replace(
                "\"te\\\\.am/x\",\"status\":\"resolved\"",
                "\"te\\\\.am/x\",\"status\":\"firing\""));
  }

  @Test
  void json_mutedAlerts_areNamedByOurPolicyOnly() throws IOException {
    Send send = send(SendReason.ALL_RESOLVED, List.of(ENDED), List.of(new Fingerprint(0xabc)));
    String theirs = golden("resolved");

    assertThat(json(send, 0, FlushPolicy.ALERTMANAGER)).isEqualTo(theirs);
    assertThat(json(send, 0, FlushPolicy.DEFAULT))
        .isEqualTo(
            theirs.replace(
                "\"truncatedAlerts\":0}",
                "\"truncatedAlerts\":0,\"mutedAlerts\":1,\"muted\":[\"0000000000000abc\"]}"));
  }

  @Test
  void json_noAnnotationShared_hasNoneInCommon() {
    Alert first = alert(Labels.of("a", "1"), Map.of("x", "1", "y", ""), "00:00:00Z", "", "");
    Alert second = alert(Labels.of("a", "2"), Map.of("x", "2"), "00:00:00Z", "", "");

    assertThat(
            json(
                send(SendReason.NEW_ALERTS, List.of(first, second), List.of()),
                0,
                FlushPolicy.DEFAULT))
        .contains("\"commonLabels\":{},\"commonAnnotations\":{\"y\":\"\"}");
  }

  private static String json(Send send, int maxAlerts, FlushPolicy policy) {
    WebhookPayload payload =
        new WebhookPayload(
            "te.am/x",
            "{}/{a=\"b\"}:{alertname=\"A\"}",
            Labels.of("alertname", "A"),
            Map.of("b", "<2>", "a", "1"),
            "http://am.example/x?a=<b>&c",
            maxAlerts,
            send,
            policy);
    return new String(payload.json(), StandardCharsets.UTF_8);
  }

  private static Send send(SendReason reason, List<Alert> alerts, List<Fingerprint> muted) {
    boolean fires = alerts.stream().anyMatch(alert -> alert.endsAt().isEmpty());
    return new Send(
        reason,
        fires ? Status.FIRING : Status.RESOLVED,
        alerts,
        muted,
        new NotificationLog(Set.of(), Set.of(), Set.of(), Instant.EPOCH));
  }

  private static Alert alert(
      Labels labels, Map<String, String> annotations, String start, String end, String url) {
    return new Alert(
        labels,
        labels.fingerprint(),
        annotations,
        Instant.parse("2026-01-01T" + start),
        end.isEmpty() ? Optional.empty() : Optional.of(Instant.parse("2026-01-01T" + end)),
        Instant.EPOCH,
        false,
        url,
        AlertSource.API);
  }

  private static String golden(String name) throws IOException {
    String path = "/golden/webhook_" + name + ".json";
    try (InputStream file = WebhookPayloadTest.class.getResourceAsStream(path)) {
      return new String(Objects.requireNonNull(file, path).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
