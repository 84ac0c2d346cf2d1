package dev.tocsin.local.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names for the random ids of silences, the same for each program. */
final class SilenceNames {
  private final Map<String, String> names = new LinkedHashMap<>();

  /** Names an id that is new: the scenario's name and a running number. */
  void add(String id, String name) {
    names.putIfAbsent(id, name + '#' + names.size());
  }

  /** A copy of a reply in which each id is a name. */
  JsonNode named(JsonNode node) {
    if (node.isTextual()) {
      return TextNode.valueOf(names.getOrDefault(node.textValue(), node.textValue()));
    }
    if (node.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      node.forEach(element -> array.add(named(element)));
      return array;
    }
    if (node.isObject()) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      node.properties().forEach(field -> object.set(field.getKey(), named(field.getValue())));
      return object;
    }
    return node;
  }
}
