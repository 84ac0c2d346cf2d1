package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The pipeline's {@code GET /api/v1/alerts}, in Prometheus's shape. */
final class AlertsApi {

  private final Client client;
  private final URI uri;

  AlertsApi(Client client, URI http) {
    this.client = client;
    uri = URI.create(http + "/api/v1/alerts");
  }

  URI uri() {
    return uri;
  }

  /** The alerts there are; empty when the API does not answer. */
  Optional<List<ActiveAlert>> alerts() throws InterruptedException {
    return client
        .get(uri)
        .filter(answer -> answer.path("status").asText().equals("success"))
        .map(answer -> alerts(answer.path("data").path("alerts")));
  }

  private static List<ActiveAlert> alerts(JsonNode list) {
    List<ActiveAlert> alerts = new ArrayList<>();
    list.forEach(alert -> alerts.add(ActiveAlert.of(alert)));
    return alerts;
  }
}
