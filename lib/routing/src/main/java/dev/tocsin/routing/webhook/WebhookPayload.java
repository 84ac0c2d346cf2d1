package dev.tocsin.routing.webhook;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.label.Labels;
import dev.tocsin.routing.alert.Alert;
import dev.tocsin.routing.flush.FlushPolicy;
import dev.tocsin.routing.flush.Send;
import dev.tocsin.routing.flush.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * What a webhook gets of a notification: Alertmanager's payload version 4, one JSON object and an
 * end of line. Where {@link FlushPolicy#hiddenIsNotResolved} is on and alerts of the group are
 * muted, {@code mutedAlerts} (how many) and {@code muted} (their fingerprints) follow at the end.
 *
 * @param groupKey as Alertmanager writes it
 * @param maxAlerts most alerts in the payload; 0 for all
 */
public record WebhookPayload(
    String receiver,
    String groupKey,
    Labels groupLabels,
    Map<String, String> routeLabels,
    String externalUrl,
    int maxAlerts,
    Send send,
    FlushPolicy policy) {
  private static final Instant YEAR_1 = Instant.parse("0001-01-01T00:00:00Z");

  public WebhookPayload {
    routeLabels = Map.copyOf(routeLabels);
  }

  public byte[] json() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(512 + 512 * shown().size());
    try (JsonGenerator json = GoJson.FACTORY.createGenerator(bytes)) {
      write(json);
      json.writeRaw('\n');
    } catch (IOException cause) {
      throw new UncheckedIOException("group " + groupKey + " cannot be written as JSON", cause);
    }
    return bytes.toByteArray();
  }

  private void write(JsonGenerator json) throws IOException {
    List<Alert> shown = shown();
    json.writeStartObject();
    json.writeStringField("receiver", withRegexQuoted(receiver));
    json.writeStringField("status", status(shown).code());
    json.writeArrayFieldStart("alerts");
    for (Alert alert : shown) {
      writeAlert(json, alert);
    }
    json.writeEndArray();
    json.writeStringField("notification_reason", send.reason().text());
    writeMap(json, "groupLabels", groupLabels.asMap());
    writeMap(json, "commonLabels", CommonEntries.of(shown, alert -> alert.labels().asMap()));
    writeMap(json, "commonAnnotations", CommonEntries.of(shown, Alert::annotations));
    writeMap(json, "routeLabels", routeLabels);
    json.writeStringField("externalURL", externalUrl);
    json.writeStringField("version", "4");
    json.writeStringField("groupKey", GoJson.text(groupKey));
    json.writeNumberField("truncatedAlerts", send.alerts().size() - shown.size());
    writeMuted(json);
    json.writeEndObject();
  }

  private List<Alert> shown() {
    List<Alert> all = send.alerts();
    return maxAlerts > 0 && all.size() > maxAlerts ? all.subList(0, maxAlerts) : all;
  }

  /** Alertmanager looks only at the alerts that it shows. */
  private Status status(List<Alert> shown) {
    if (policy.hiddenIsNotResolved()) {
      return send.status();
    }
    return shown.stream().anyMatch(WebhookPayload::fires) ? Status.FIRING : Status.RESOLVED;
  }

  private static boolean fires(Alert alert) {
    return alert.endsAt().isEmpty();
  }

  private static void writeAlert(JsonGenerator json, Alert alert) throws IOException {
    json.writeStartObject();
    json.writeStringField("status", (fires(alert) ? Status.FIRING : Status.RESOLVED).code());
    writeMap(json, "labels", alert.labels().asMap());
    writeMap(json, "annotations", alert.annotations());
    json.writeStringField("startsAt", GoJson.time(alert.startsAt()));
    json.writeStringField("endsAt", GoJson.time(alert.endsAt().orElse(YEAR_1)));
    json.writeStringField("generatorURL", GoJson.text(alert.generatorUrl()));
    json.writeStringField("fingerprint", alert.fingerprint().toString());
    json.writeEndObject();
  }

  private void writeMuted(JsonGenerator json) throws IOException {
    if (!policy.hiddenIsNotResolved() || send.muted().isEmpty()) {
      return;
    }
    json.writeNumberField("mutedAlerts", send.muted().size());
    json.writeArrayFieldStart("muted");
    for (Fingerprint fingerprint : send.muted()) {
      json.writeString(fingerprint.toString());
    }
    json.writeEndArray();
  }

  /** Go sorts keys by their bytes. */
  private static void writeMap(JsonGenerator json, String name, Map<String, String> map)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (String key : map.keySet().stream().sorted(Labels::compareUtf8).toList()) {
      json.writeStringField(GoJson.text(key), GoJson.text(map.getOrDefault(key, "")));
    }
    json.writeEndObject();
  }

  /** Alertmanager writes the receiver's name as a regular expression that matches it. */
  private static String withRegexQuoted(String name) {
    StringBuilder quoted = new StringBuilder(name.length());
    for (int at = 0; at < name.length(); at++) {
      if ("\\.+*?()|[]{}^$".indexOf(name.charAt(at)) >= 0) {
        quoted.append('\\');
      }
      quoted.append(name.charAt(at));
    }
    return quoted.toString();
  }
}
