package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * An alert as the alerts API shows it.
 *
 * @param state {@code pending}, {@code firing}, {@code acknowledged}, {@code resolved} …
 * @param activeAt since when its condition holds; empty when the API does not say
 * @param value what was compared, as people write it
 */
record ActiveAlert(
    AlertKey key,
    String name,
    String severity,
    String state,
    Optional<Instant> activeAt,
    String value) {

  private static final Set<String> OVER = Set.of("resolved", "inactive");

  static ActiveAlert of(JsonNode alert) {
    JsonNode labels = alert.path("labels");
    return new ActiveAlert(
        new AlertKey(text(labels, "rule_id"), text(labels, "instance_id")),
        text(labels, "alertname"),
        text(labels, "severity"),
        text(alert, "state"),
        Json.instant(alert, "activeAt"),
        Rounded.text(text(alert, "value"), text(alert, "unit")));
  }

  /** False once it is resolved. */
  boolean active() {
    return !OVER.contains(state);
  }

  private static String text(JsonNode node, String field) {
    return Json.text(node, field).orElse("");
  }
}
