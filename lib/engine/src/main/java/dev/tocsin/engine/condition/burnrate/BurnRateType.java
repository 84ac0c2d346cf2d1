package dev.tocsin.engine.condition.burnrate;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.label.Severity;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.NumberText;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.rule.RuleType;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Rules on how fast the error budget of an objective is used up. */
public final class BurnRateType implements RuleType {
  private static final double DEFAULT_MIN_TOTAL = 100;

  /** The windows of The Site Reliability Workbook, and one more that is slow. */
  private static final List<Windows> DEFAULT_WINDOWS =
      List.of(
          new Windows("1h", Duration.ofHours(1), Duration.ofMinutes(5), 14.4, Severity.CRITICAL),
          new Windows("6h", Duration.ofHours(6), Duration.ofMinutes(30), 6, Severity.CRITICAL),
          new Windows("1d", Duration.ofDays(1), Duration.ofHours(2), 3, Severity.MEDIUM),
          new Windows("3d", Duration.ofDays(3), Duration.ofHours(6), 1, Severity.MEDIUM));

  /**
   * A pair of windows.
   *
   * @param name the long one as it is written
   */
  private record Windows(
      String name, Duration longWindow, Duration shortWindow, double factor, Severity severity) {}

  @Override
  public String code() {
    return "burn_rate";
  }

  @Override
  public List<String> fields() {
    return List.of("by", "duration", "objective", "errors", "total", "min_total", "windows");
  }

  @Override
  public Optional<Body> read(Fields fields) {
    Optional<Double> objective =
        fields.required("objective", Shape.number().as(BurnRateType::percentage));
    Optional<String> errors = fields.required("errors", RuleShapes.METRIC_NAME);
    Optional<String> total = fields.required("total", RuleShapes.METRIC_NAME);
    double minTotal =
        fields.optional(
            "min_total", Shape.number().as(BurnRateType::notNegative), DEFAULT_MIN_TOTAL);
    Optional<List<String>> by = fields.optional("by", LabelShapes.LABEL_NAMES);
    Duration duration = fields.optional("duration", Shape.duration(), RuleShapes.DEFAULT_DURATION);
    List<Windows> windows = fields.optional("windows", BurnRateType::allWindows, DEFAULT_WINDOWS);
    checkNames(fields, windows);
    if (objective.isEmpty() || errors.isEmpty() || total.isEmpty()) {
      return Optional.empty();
    }
    List<Part> parts =
        windows.stream()
            .map(each ->
                new Part(
                    new BurnRate(
                        errors.get(),
                        total.get(),
                        objective.get(),
                        minTotal,
                        each.longWindow(),
                        each.shortWindow(),
                        each.factor()),
                    each.severity(),
                    Optional.of(each.name())))
            .toList();
    return Optional.of(new Body(by, duration, parts));
  }

  private static Optional<List<Windows>> allWindows(String name, YamlNode node, Problems problems) {
    if (node instanceof YamlNode.Sequence sequence && sequence.items().isEmpty()) {
      problems.add(
          node.at(),
          "windows must have at least one entry, such as {long: 1h, short: 5m, factor: 14.4,"
              + " severity: critical}; left out, it has four");
    }
    return Shape.listOf(Shape.mapping("an entry of windows", BurnRateType::windows))
        .read(name, node, problems);
  }

  private static Optional<Windows> windows(Fields fields) {
    Optional<String> name = fields.required("long", Shape.asWritten());
    Optional<Duration> longWindow = fields.optional("long", Shape.positiveDuration());
    Optional<Duration> shortWindow = fields.required("short", Shape.positiveDuration());
    Optional<Double> factor =
        fields.required("factor", Shape.number().as(BurnRateType::notNegative));
    Optional<Severity> severity = fields.required("severity", LabelShapes.SEVERITY);
    if (longWindow.isPresent()
        && shortWindow.isPresent()
        && longWindow.get().compareTo(shortWindow.get()) <= 0) {
      fields.problem(
          "short",
          "short must be shorter than long, which is " + DurationText.of(longWindow.get()));
    }
    return fields.build(() ->
        new Windows(
            name.orElseThrow(),
            longWindow.orElseThrow(),
            shortWindow.orElseThrow(),
            factor.orElseThrow(),
            severity.orElseThrow()));
  }

  private static void checkNames(Fields fields, List<Windows> windows) {
    Set<String> names = new HashSet<>();
    for (Windows each : windows) {
      if (!names.add(each.name())) {
        fields.problem("windows", "windows has two entries with long " + each.name());
      }
    }
  }

  private static double percentage(double objective) {
    if (objective <= 0 || objective >= 100) {
      throw new IllegalArgumentException(
          "must be a percentage between 0 and 100, both left out, such as 99.9, not "
              + NumberText.of(objective));
    }
    return objective;
  }

  private static double notNegative(double number) {
    if (number < 0) {
      throw new IllegalArgumentException("must be 0 or more, not " + NumberText.of(number));
    }
    return number;
  }
}
