package dev.tocsin.local.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * One request that a webhook received.
 *
 * @param path the webhook
 * @param status what it answered
 */
record Attempt(String path, Instant at, int status, JsonNode body) {
  String groupKey() {
    return body.path("groupKey").asText();
  }
}
