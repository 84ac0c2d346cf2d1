package dev.tocsin.platform.aws;

import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/** A service that speaks AWS's JSON protocol. */
public final class JsonService {
  private static final Argument<Map<String, Object>> REQUEST =
      Argument.mapOf(String.class, Object.class);
  private static final Argument<JsonNode> RESPONSE = Argument.of(JsonNode.class);

  private final AwsService service;
  private final String target;
  private final String contentType;
  private final ObjectMapper json;

  /**
   * @param target what stands before the names of its operations: {@code AmazonSQS}
   * @param version of the protocol: {@code 1.0} or {@code 1.1}
   */
  JsonService(AwsService service, String target, String version, ObjectMapper json) {
    this.service = service;
    this.target = target;
    this.contentType = "application/x-amz-json-" + version;
    this.json = json;
  }

  /**
   * Calls an operation. Throws an unchecked exception when the service refuses or does not answer.
   */
  public JsonNode call(String operation, Map<String, Object> request) {
    String name = target + "." + operation;
    try {
      Answer answer =
          service.post(
              Map.of("Content-Type", contentType, "X-Amz-Target", name),
              json.writeValueAsBytes(REQUEST, request));
      JsonNode response = json.readValue(answer.orThrow(name).body(), RESPONSE);
      return response == null ? JsonNode.nullNode() : response;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
