package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A notification of the pipeline: one message about one alert.
 *
 * @param key its Idempotency-Key
 * @param receivedAt when it came for the first time
 * @param repeats how often it came again
 * @param contradicted true when a repeat had another content than the first
 * @param body as it came first; never changed
 */
record Notification(
    String key, Instant receivedAt, int repeats, boolean contradicted, ObjectNode body) {

  static Notification first(String key, Instant receivedAt, ObjectNode body) {
    return new Notification(key, receivedAt, 0, false, body);
  }

  Notification again(ObjectNode sameBody) {
    boolean differs = contradicted || !body.equals(sameBody);
    return new Notification(key, receivedAt, repeats + 1, differs, body);
  }

  /** The kind of message: firing, resolved, enriched, approval_requested, remediation_result. */
  String state() {
    return text("state");
  }

  String alertId() {
    return text("alert_id");
  }

  String ruleId() {
    return text("rule_id");
  }

  String instanceId() {
    return text("instance_id");
  }

  /** Who answers for what fails, if the message carries it: {@code owner …, team …}. */
  String context() {
    JsonNode enrichment = body.path("enrichment");
    return Stream.of("owner", "team")
        .flatMap(field -> Json.text(enrichment, field).map(text -> field + " " + text).stream())
        .collect(Collectors.joining(", "));
  }

  /** The event time of the transition that is notified. */
  Optional<Instant> eventTime() {
    return Json.instant(body, "timestamp");
  }

  /** The text of a field of the body, or nothing at all. */
  String text(String field) {
    return Json.text(body, field).orElse("");
  }
}
