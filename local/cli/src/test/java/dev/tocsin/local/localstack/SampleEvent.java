package dev.tocsin.local.localstack;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.testkit.lambda.SampleMessages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.UUID;

/**
 * An event of an alert of its own, as the evaluator sends it.
 *
 * @param fingerprint of the alert's key, 16 hexadecimal digits
 * @param seq of the event, from 1
 * @param fired whether it has fired, or was resolved
 */
record SampleEvent(String fingerprint, int seq, boolean fired) {
  static SampleEvent fired(String fingerprint) {
    return new SampleEvent(fingerprint, 1, true);
  }

  UUID alert() {
    return UUID.nameUUIDFromBytes(fingerprint.getBytes(UTF_8));
  }

  UUID id() {
    return UUID.nameUUIDFromBytes((fingerprint + seq).getBytes(UTF_8));
  }

  /** A queue's message with this event alone. */
  String message() {
    ObjectNode message = parsed();
    ObjectNode event = (ObjectNode) message.path("events").path(0);
    ObjectNode alert = (ObjectNode) event.path("alert");
    Instant at = Instant.parse(alert.path("started_at").asText()).plusSeconds(seq);
    event
        .put("event_id", id().toString())
        .put("seq", seq)
        .put("change", fired ? "fired" : "resolved")
        .put("reason", fired ? "duration_met" : "cleared")
        .put("at", at.toString());
    alert
        .put("alert_id", alert().toString())
        .put("fingerprint", fingerprint)
        .put("dedup_key", "cpu_high:" + fingerprint);
    if (!fired) {
      alert.put("resolved_at", at.toString());
    }
    return message.toString();
  }

  private static ObjectNode parsed() {
    try {
      return (ObjectNode) DeployedTocsin.json(SampleMessages.FIRED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
