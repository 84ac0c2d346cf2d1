package dev.tocsin.engine.condition.absence;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.engine.rule.ForgetAfter;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.rule.RuleType;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules on samples that do not come. */
public final class AbsenceType implements RuleType {
  private static final Duration DEFAULT_SILENCE = Duration.ofMinutes(5);

  @Override
  public String code() {
    return "absence";
  }

  @Override
  public List<String> fields() {
    return List.of("metric_name", "by", "duration", "severity", "expected", "forget_after");
  }

  @Override
  public Optional<Body> read(Fields fields) {
    Optional<String> metric = fields.required("metric_name", RuleShapes.METRIC_NAME);
    Optional<List<String>> by = fields.optional("by", LabelShapes.LABEL_NAMES);
    Duration silence = fields.optional("duration", Shape.positiveDuration(), DEFAULT_SILENCE);
    List<Map<String, String>> expected =
        fields.optional("expected", Shape.listOf(LabelShapes.LABEL_VALUES), List.of());
    Duration forgetAfter = ForgetAfter.read(fields);
    Optional<Severity> severity = fields.required("severity", LabelShapes.SEVERITY);
    ForgetAfter.refuseUnlessLonger(fields, forgetAfter, "duration", silence);
    Optional<List<String>> key = keyLabels(fields, by, expected);
    if (metric.isEmpty() || severity.isEmpty()) {
      return Optional.empty();
    }
    List<Labels> keys = expected.stream().map(Labels::of).distinct().toList();
    Absence absence = new Absence(metric.get(), silence, keys, forgetAfter);
    return Optional.of(Body.of(key, Duration.ZERO, absence, severity.get()));
  }

  /** The labels that make a key: those that each expected one names, where there are any. */
  private static Optional<List<String>> keyLabels(
      Fields fields, Optional<List<String>> by, List<Map<String, String>> expected) {
    if (expected.isEmpty()) {
      return by;
    }
    List<String> names = by.orElseGet(() -> List.copyOf(expected.getFirst().keySet()));
    for (int entry = 0; entry < expected.size(); entry++) {
      Set<String> named = expected.get(entry).keySet();
      if (!named.equals(Set.copyOf(names))) {
        fields
            .problems()
            .add(
                fields.at("expected", entry),
                "an entry of expected must name the labels of %s, which are %s, not %s"
                    .formatted(
                        by.isPresent() ? "by" : "the first entry", list(names), list(named)));
      }
    }
    return Optional.of(names);
  }

  private static String list(Collection<String> labels) {
    return labels.isEmpty() ? "none" : String.join(", ", labels);
  }
}
