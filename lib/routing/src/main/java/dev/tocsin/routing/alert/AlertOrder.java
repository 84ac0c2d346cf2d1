package dev.tocsin.routing.alert;

import dev.tocsin.core.label.Labels;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The order of alerts in notifications and groups: by {@code job}, by {@code instance}, those
 * without it last; then fewer labels first; then by the first label that differs, where the alert
 * that has no label of that name comes first. Source: Alertmanager's {@code types.AlertSlice}.
 */
public final class AlertOrder {
  private static final Comparator<String> PRESENT_FIRST =
      Comparator.comparing(String::isEmpty).thenComparing(Labels::compareUtf8);

  private static final Comparator<Key> ORDER =
      Comparator.comparing(Key::job, PRESENT_FIRST)
          .thenComparing(Key::instance, PRESENT_FIRST)
          .thenComparingInt(key -> key.labels.size())
          .thenComparing(AlertOrder::compareLabels);

  private AlertOrder() {}

  public static List<Alert> sorted(Collection<Alert> alerts) {
    if (alerts.size() < 2) {
      return List.copyOf(alerts);
    }
    return alerts.stream().map(Key::of).sorted(ORDER).map(Key::alert).toList();
  }

  private static int compareLabels(Key left, Key right) {
    for (int at = 0; at < left.labels.size(); at++) {
      int order = Labels.compareUtf8(left.labels.get(at), right.labels.get(at));
      if (order != 0) {
        boolean isName = at % 2 == 0;
        return isName ? -order : order;
      }
    }
    return 0;
  }

  /**
   * An alert with what it is ordered by.
   *
   * @param labels name, value, name, value … sorted by name
   */
  private record Key(Alert alert, String job, String instance, List<String> labels) {
    static Key of(Alert alert) {
      List<String> labels =
          alert.labels().asMap().entrySet().stream().flatMap(AlertOrder::nameAndValue).toList();
      return new Key(alert, alert.labels().get("job"), alert.labels().get("instance"), labels);
    }
  }

  private static Stream<String> nameAndValue(Map.Entry<String, String> label) {
    return Stream.of(label.getKey(), label.getValue());
  }
}
