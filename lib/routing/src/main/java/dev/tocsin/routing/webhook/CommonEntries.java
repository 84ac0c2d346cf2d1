package dev.tocsin.routing.webhook;

import dev.tocsin.routing.alert.Alert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The labels or annotations that all alerts of a notification share. */
final class CommonEntries {
  private CommonEntries() {}

  static Map<String, String> of(List<Alert> alerts, Function<Alert, Map<String, String>> entries) {
    if (alerts.isEmpty()) {
      return Map.of();
    }
    Map<String, String> common = new HashMap<>(entries.apply(alerts.getFirst()));
    for (Alert alert : alerts.subList(1, alerts.size())) {
      if (common.isEmpty()) {
        break;
      }
      // As in Go, an entry that is missing has the empty value.
      Map<String, String> others = entries.apply(alert);
      common
          .entrySet()
          .removeIf(entry -> !others.getOrDefault(entry.getKey(), "").equals(entry.getValue()));
    }
    return common;
  }
}
