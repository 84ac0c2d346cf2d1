package dev.tocsin.local.config;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tocsin.core.text.VisibleText;
import dev.tocsin.local.report.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The alerts that a configuration would move, as lines of text. */
final class MoveLines {
  private MoveLines() {}

  /**
   * A line with the counts; then, for each alert, its labels, where it is and where it would be.
   */
  static List<String> of(JsonNode tried) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%d of %s would move (receivers %d, groups %d, timers %d), compared with version %d"
            .formatted(
                tried.path("moved").asInt(),
                Report.counted(tried.path("active").asInt(), "active alert"),
                tried.path("differences").path("receivers").asInt(),
                tried.path("differences").path("groups").asInt(),
                tried.path("differences").path("timers").asInt(),
                tried.path("version").asLong()));
    tried.path("alerts").forEach(alert -> addAlert(alert, lines));
    return lines;
  }

  private static void addAlert(JsonNode alert, List<String> lines) {
    lines.add(
        "%s  %s"
            .formatted(text(alert, "fingerprint"), VisibleText.of(labels(alert.path("labels")))));
    alert.path("from").forEach(place -> lines.add("  - " + place(place)));
    alert.path("to").forEach(place -> lines.add("  + " + place(place)));
  }

  private static String labels(JsonNode labels) {
    return labels.properties().stream()
        .map(label -> label.getKey() + "=\"" + label.getValue().asText() + "\"")
        .collect(Collectors.joining(" "));
  }

  private static String place(JsonNode place) {
    return "%s  %s  wait %s, interval %s, repeat %s"
        .formatted(
            text(place, "receiver"),
            text(place, "group_key"),
            text(place, "group_wait"),
            text(place, "group_interval"),
            text(place, "repeat_interval"));
  }

  private static String text(JsonNode object, String field) {
    return VisibleText.of(object.path(field).asText());
  }
}
