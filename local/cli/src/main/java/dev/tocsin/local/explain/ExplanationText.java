package dev.tocsin.local.explain;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.VisibleText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The answer of {@code /api/v1/explain} as lines for a terminal. */
final class ExplanationText {
  private ExplanationText() {}

  static List<String> lines(JsonNode explanation) {
    List<String> lines = new ArrayList<>();
    lines.add(labels(explanation.path("labels")) + " " + text(explanation, "fingerprint"));
    addSentences(explanation, lines);
    for (JsonNode route : explanation.path("routes")) {
      lines.add("");
      lines.add("receiver " + text(route, "receiver") + ", by route " + path(route));
      lines.add("  group " + text(route.path("group"), "key"));
      lines.add("  " + timers(route.path("timers")));
      addSentences(route, lines);
    }
    return lines;
  }

  private static void addSentences(JsonNode of, List<String> lines) {
    for (JsonNode sentence : of.path("sentences")) {
      lines.add("  " + VisibleText.of(sentence.asText()));
    }
  }

  private static String path(JsonNode route) {
    List<String> nodes = new ArrayList<>();
    route.path("path").forEach(node -> nodes.add(text(node, "matchers")));
    return String.join("/", nodes);
  }

  private static String timers(JsonNode timers) {
    return "group_wait %s, group_interval %s, repeat_interval %s"
        .formatted(
            text(timers, "group_wait"),
            text(timers, "group_interval"),
            text(timers, "repeat_interval"));
  }

  private static String labels(JsonNode labels) {
    return labels.properties().stream()
        .map(ExplanationText::label)
        .collect(Collectors.joining(", ", "{", "}"));
  }

  private static String label(Map.Entry<String, JsonNode> label) {
    return "%s=\"%s\""
        .formatted(VisibleText.of(label.getKey()), VisibleText.of(label.getValue().asText()));
  }

  private static String text(JsonNode node, String field) {
    return VisibleText.of(node.path(field).asText());
  }
}
