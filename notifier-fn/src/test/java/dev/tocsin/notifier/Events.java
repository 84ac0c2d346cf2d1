package dev.tocsin.notifier;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.AlertEnriched;
import dev.tocsin.core.message.AlertSnapshot;
import dev.tocsin.core.message.ApprovalRequested;
import dev.tocsin.core.message.Message;
import dev.tocsin.testkit.CountingIds;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/** Events as the queue brings them; {@code id} becomes the event's identity. */
final class Events {
  static final Instant AT = Instant.parse("2026-11-21T09:59:59.250Z");

  private Events() {}

  static Message fired(int id, int alert, long seq) {
    return changed(id, alert, seq, AlertChanged.FIRED);
  }

  static Message refired(int id, int alert, long seq) {
    return changed(id, alert, seq, AlertChanged.REFIRED);
  }

  static Message resolved(int id, int alert, long seq) {
    return changed(id, alert, seq, AlertChanged.RESOLVED);
  }

  private static Message changed(int id, int alert, long seq, String change) {
    return new AlertChanged(
        1, CountingIds.id(id), seq, change, "because", AT, 91.5, null, snapshot(alert));
  }

  static Message enriched(int id, int alert, long seq) {
    return new AlertEnriched(
        1, CountingIds.id(id), seq, AT, snapshot(alert), Map.of("owner", "jo"));
  }

  static ApprovalRequested approval(int id, int alert, long seq) {
    return new ApprovalRequested(
        1,
        CountingIds.id(id),
        seq,
        AT,
        snapshot(alert),
        CountingIds.id(7777),
        "restart",
        "Restart",
        "http",
        "web-1",
        Map.of(),
        "ab12",
        AT.plusSeconds(1800),
        null,
        null);
  }

  /** The labels of an alert; alerts 1 and 1001 follow each other under the same ones. */
  static Labels labels(int alert) {
    return Labels.of(
        "alertname", "High CPU", "severity", "high", "instance_id", "web-" + alert % 1000);
  }

  private static AlertSnapshot snapshot(int alert) {
    UUID alertId = CountingIds.id(1_000_000 + alert);
    Labels labels = labels(alert);
    return new AlertSnapshot(
        alertId,
        labels.fingerprint().toString(),
        "cpu_high:web-1:cpu:1",
        "cpu_high",
        "High CPU",
        "CPU usage exceeds 80%",
        "high",
        "cpu",
        "web-1",
        labels.asMap(),
        Map.of(),
        null,
        ">",
        80.0,
        null,
        1,
        AT);
  }

  static String json(Message event) {
    try {
      return ObjectMapper.getDefault().writeValueAsString(event);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String body(Message... events) {
    return envelope(Arrays.stream(events).map(Events::json).toArray(String[]::new));
  }

  static String envelope(String... events) {
    return Arrays.stream(events)
        .collect(Collectors.joining(",", "{\"version\":1,\"shard\":1,\"events\":[", "]}"));
  }
}
