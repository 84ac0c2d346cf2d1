package dev.tocsin.routing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AlertOrderTest {
  @Test
  void sorted_oneOfEachKind_followsAlertmanager() {
    List<Labels> ordered =
        List.of(
            Labels.of("job", "a", "zone", "z"),
            Labels.of("job", "b", "instance", "i10"),
            Labels.of("job", "b", "instance", "i2", "x", "1"),
            Labels.of("job", "b"),
            Labels.of("instance", "i1", "y", "1"),
            Labels.of("alertname", "C"),
            Labels.of("alertname", "A", "zone", "1"),
            Labels.of("alertname", "B", "disk", "1"));
    List<Alert> alerts = new ArrayList<>(ordered.stream().map(AlertOrderTest::alert).toList());
    Collections.reverse(alerts);

    assertThat(AlertOrder.sorted(alerts))
        .extracting(Alert::labels)
        .containsExactlyElementsOf(ordered);
  }

  static IntStream seeds() {
    return IntStream.range(0, 50);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void sorted_randomAlerts_everyPairStandsAsTheNaiveOracleSays(int seed) {
    Random random = new Random(seed);
    List<Alert> sorted =
        AlertOrder.sorted(
            IntStream.range(0, 60).mapToObj(n -> alert(labels(random))).distinct().toList());

    for (int left = 0; left < sorted.size(); left++) {
      for (int right = left + 1; right < sorted.size(); right++) {
        assertThat(isBefore(sorted.get(right), sorted.get(left)))
            .as("seed %d: %s after %s", seed, sorted.get(right), sorted.get(left))
            .isFalse();
      }
    }
  }

  private static boolean isBefore(Alert left, Alert right) {
    Map<String, String> l = left.labels().asMap();
    Map<String, String> r = right.labels().asMap();
    for (String first : List.of("job", "instance")) {
      if (l.containsKey(first) != r.containsKey(first)) {
        return l.containsKey(first);
      }
      int order = l.getOrDefault(first, "").compareTo(r.getOrDefault(first, ""));
      if (order != 0) {
        return order < 0;
      }
    }
    if (l.size() != r.size()) {
      return l.size() < r.size();
    }
    TreeSet<String> names = new TreeSet<>(l.keySet());
    names.addAll(r.keySet());
    for (String name : names) {
      int order = l.getOrDefault(name, "").compareTo(r.getOrDefault(name, ""));
      if (order != 0) {
        return order < 0;
      }
    }
    return false;
  }

  private static Labels labels(Random random) {
    Map<String, String> labels = new HashMap<>();
    for (String name : List.of("job", "instance", "a", "zone")) {
      labels.put(name, List.of("", "", "1", "10", "2").get(random.nextInt(5)));
    }
    labels.put("b", "1");
    return Labels.of(labels);
  }

  private static Alert alert(Labels labels) {
    return new Alert(
        labels,
        labels.fingerprint(),
        Map.of(),
        Instant.EPOCH,
        Optional.empty(),
        Instant.EPOCH,
        false,
        "",
        AlertSource.API);
  }
}
