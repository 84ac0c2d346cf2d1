package dev.tocsin.local.upstream;

import dev.tocsin.local.upstream.LabelMatcher.Operator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A small world of labels, so that matchers often match and alerts often share a group. */
final class RandomLabels {
  /** A label and the values it can have. */
  private record Label(String name, List<String> values) {}

  private static final List<Label> LABELS =
      List.of(
          new Label("alertname", List.of("Down", "Slow", "Full \"q\" ü")),
          new Label("instance", List.of("a", "b")),
          new Label("job", List.of("api", "db")),
          new Label("severity", List.of("critical", "warning")),
          new Label("team", List.of("x", "y")));

  private final Pick pick;

  RandomLabels(Pick pick) {
    this.pick = pick;
  }

  static List<String> names() {
    return LABELS.stream().map(Label::name).toList();
  }

  /** Different label sets, each with a name and some other labels. */
  List<Map<String, String>> alerts(int count) {
    return Stream.generate(this::alert).distinct().limit(count).toList();
  }

  private Map<String, String> alert() {
    Map<String, String> labels = new HashMap<>();
    for (Label label : LABELS) {
      if (label.name().equals("alertname") || pick.chance(0.6)) {
        labels.put(label.name(), pick.of(label.values()));
      }
    }
    return Map.copyOf(labels);
  }

  /** Matchers on different labels. */
  List<LabelMatcher> matchers(int most) {
    List<LabelMatcher> matchers = new ArrayList<>();
    for (Label label : pick.some(pick.number(1, most), LABELS)) {
      matchers.add(matcher(label));
    }
    return matchers;
  }

  /** Matchers that a silence may have: at least one does not match the empty value. */
  List<LabelMatcher> silenceMatchers() {
    List<LabelMatcher> matchers = matchers(3);
    return matchers.stream().allMatch(matcher -> matcher.matches(Map.of()))
        ? List.of(new LabelMatcher("alertname", Operator.MATCHES, "Down|Slow"))
        : matchers;
  }

  private LabelMatcher matcher(Label label) {
    List<String> values = label.values().stream().filter(v -> !v.contains("\"")).toList();
    Operator operator = pick.chance(0.5) ? Operator.EQUAL : pick.of(List.of(Operator.values()));
    String value =
        operator.isRegex()
            ? pick.of(List.of(String.join("|", values), values.getFirst() + ".*", ".+", ""))
            : pick.chance(0.1) ? "" : pick.of(values);
    return new LabelMatcher(label.name(), operator, value);
  }
}
