package dev.tocsin.local.upstream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Comparator;
import java.util.List;
import java.util.stream.StreamSupport;

/** Takes from a reply or a notification what a correct program may choose. */
final class Canonical {
  private static final List<String> LATER_FIELDS = List.of("notification_reason", "routeLabels");

  private Canonical() {}

  /** A notification, without what releases after 0.28 added. */
  static JsonNode notification(JsonNode body) {
    ObjectNode canonical = body.deepCopy();
    canonical.remove(LATER_FIELDS);
    return canonical;
  }

  /**
   * A reply. Which of several sources inhibits is free, so is the order of ids, and that of groups
   * with the same labels and receiver. The order of all other groups is a field of its own.
   */
  static JsonNode reply(JsonNode body) {
    JsonNode canonical = body.deepCopy();
    canonical.forEach(Canonical::removeLaterFields);
    canonical.findValues("status").stream()
        .filter(JsonNode::isObject)
        .forEach(status -> normalise((ObjectNode) status));
    return isGroups(canonical) ? groups(canonical) : canonical;
  }

  /** What releases after 0.28 added to groups, silences and receivers. */
  private static void removeLaterFields(JsonNode element) {
    if (!(element instanceof ObjectNode object)) {
      return;
    }
    if (object.has("alerts")) {
      object.remove("routeLabels");
    } else if (object.has("matchers")) {
      object.remove("annotations");
    } else if (object.has("name")) {
      object.remove("labels");
    }
  }

  private static void normalise(ObjectNode status) {
    if (status.path("inhibitedBy").size() > 0) {
      status.putArray("inhibitedBy").add("a source");
    }
    if (status.path("silencedBy").size() > 1) {
      status.set("silencedBy", sorted(status.path("silencedBy")));
    }
  }

  private static boolean isGroups(JsonNode body) {
    return body.isArray() && body.path(0).has("alerts");
  }

  private static JsonNode groups(JsonNode groups) {
    ObjectNode canonical = JsonNodeFactory.instance.objectNode();
    ArrayNode order = canonical.putArray("order");
    groups.forEach(group -> order.add(group.path("labels").toString() + group.path("receiver")));
    canonical.set("groups", sorted(groups));
    return canonical;
  }

  private static ArrayNode sorted(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false)
        .sorted(Comparator.comparing(Canonical::sortKey))
        .collect(JsonNodeFactory.instance::arrayNode, ArrayNode::add, ArrayNode::addAll);
  }

  private static String sortKey(JsonNode element) {
    return element.isObject()
        ? element.path("labels").toString()
            + element.path("receiver")
            + element.findValuesAsText("fingerprint")
            + element.findValues("mutedBy")
        : element.toString();
  }
}
