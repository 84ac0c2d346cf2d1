package dev.tocsin.engine.condition.absence;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.label.Labels;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.rule.RuleType;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Rules on samples that do not come. */
public final class AbsenceType implements RuleType {
  private static final Duration DEFAULT_SILENCE = Duration.ofMinutes(5);
  private static final Duration DEFAULT_FORGET_AFTER = Duration.ofHours(24);

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
    Duration forgetAfter =
        fields.optional("forget_after", Shape.positiveDuration(), DEFAULT_FORGET_AFTER);
    Optional<Severity> severity = fields.required("severity", LabelShapes.SEVERITY);
    if (forgetAfter.compareTo(silence) <= 0) {
      String field = fields.has("forget_after") ? "forget_after" : "duration";
      fields.problem(
          field,
          field.equals("duration")
              ? "duration must be shorter than forget_after, which is 24h when it is not said"
              : "forget_after must be longer than duration, which is " + DurationText.of(silence));
    }
    by.ifPresent(names -> checkExpected(fields, expected, Set.copyOf(names)));
    if (metric.isEmpty() || severity.isEmpty()) {
      return Optional.empty();
    }
    List<Labels> keys = expected.stream().map(Labels::of).distinct().toList();
    Absence absence = new Absence(metric.get(), silence, keys, forgetAfter);
    return Optional.of(Body.of(by, Duration.ZERO, absence, severity.get()));
  }

  private static void checkExpected(
      Fields fields, List<Map<String, String>> expected, Set<String> by) {
    Set<String> other = new HashSet<>();
    expected.forEach(labels -> other.addAll(labels.keySet()));
    other.removeAll(by);
    other.stream()
        .sorted()
        .forEach(name ->
            fields.problem(
                "expected", "expected names the label \"" + name + "\", which is not among by"));
  }
}
