package dev.tocsin.local.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.core.message.Rfc3339;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** JSON as trees, and times as RFC 3339 in UTC with exactly milliseconds. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

  private Json() {}

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  static ArrayNode array() {
    return MAPPER.createArrayNode();
  }

  /** The JSON that a text holds; empty when it is anything else, also more than one. */
  static Optional<JsonNode> read(String text) {
    try {
      return Optional.of(MAPPER.readTree(text)).filter(node -> !node.isMissingNode());
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
  }

  /** The one object that a text holds; empty when it is anything else. */
  static Optional<ObjectNode> readObject(String text) {
    return read(text).filter(JsonNode::isObject).map(ObjectNode.class::cast);
  }

  /** Indented, for people. */
  static String pretty(JsonNode node) {
    return node.toPrettyString();
  }

  static String time(Instant at) {
    return Rfc3339.format(at);
  }

  /** The text of a field; empty when it is absent or null. Numbers are taken as written. */
  static Optional<String> text(JsonNode node, String field) {
    JsonNode value = node.path(field);
    return value.isValueNode() && !value.isNull() ? Optional.of(value.asText()) : Optional.empty();
  }

  /** A field that holds a time; empty when it is absent or no RFC 3339 time. */
  static Optional<Instant> instant(JsonNode node, String field) {
    try {
      return text(node, field)
          .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::parse)
          .map(Instant::from);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
