package dev.tocsin.engine.rulefile;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.NumberText;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.engine.rule.Matcher;
import dev.tocsin.engine.rule.MatcherConflict;
import dev.tocsin.engine.rule.Operator;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.rule.ScheduledCondition;
import dev.tocsin.engine.rule.ValueRange;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds what a rule says without a problem and hardly means (docs/rules.md, "Warnings"): conditions
 * that never or always hold, and times that do not fit its schedule.
 */
final class RuleWarnings {
  /** What takes more tests of expected keys than this is not found. */
  private static final int MOST_TESTS = 1_000_000;

  private final Fields fields;
  private final List<Rule> parts;
  private final Rule rule;

  /**
   * @param fields those of the rule, without a problem
   * @param parts the rule, once for each of its parts
   */
  RuleWarnings(Fields fields, List<Rule> parts) {
    this.fields = fields;
    this.parts = parts;
    this.rule = parts.getFirst();
  }

  void find() {
    for (int part = 0; part < parts.size(); part++) {
      condition(parts.get(part), part);
      window(parts.get(part), part);
    }
    MatcherConflict.of(rule.matchers()).forEach(this::conflict);
    expected();
    staleAfter();
  }

  private void warn(Position at, String message) {
    fields.problems().warn(at, message);
  }

  private void condition(Rule part, int number) {
    Operator operator = Operator.of(part.condition().operator()).orElseThrow();
    double threshold = part.condition().threshold();
    ValueRange range = part.condition().range();
    String compared = operator.symbol() + " " + NumberText.of(threshold);
    if (!range.canHold(operator, threshold)) {
      warn(
          conditionAt(part, number),
          "%s never holds: %s, never %s".formatted(subject(part), range, compared));
    } else if (range.mustHold(operator, threshold)) {
      warn(
          conditionAt(part, number),
          "%s always holds: %s, always %s".formatted(subject(part), range, compared));
    } else {
      part.condition().resolveThreshold().ifPresent(limit -> resolution(operator, limit, range));
    }
  }

  private void resolution(Operator operator, double limit, ValueRange range) {
    if (range.mustHold(operator, limit)) {
      warn(
          fields.at("resolve_threshold"),
          "no value resolves the alert: %s, always %s %s"
              .formatted(range, operator.symbol(), NumberText.of(limit)));
    }
  }

  private Position conditionAt(Rule part, int number) {
    if (part.window().isEmpty()) {
      return fields.at("threshold");
    }
    return fields.has("windows") ? fields.at("windows", number) : fields.at("objective");
  }

  private static String subject(Rule part) {
    return part.window()
        .map(name -> "the condition of the windows with long " + name)
        .orElse("the condition");
  }

  private void window(Rule part, int number) {
    if (!(part.condition() instanceof ScheduledCondition condition)) {
      return;
    }
    Duration least = rule.group().interval().multipliedBy(2);
    condition
        .shortestWindow()
        .filter(window -> window.compareTo(least) < 0)
        .ifPresent(window ->
            warn(
                part.window().isPresent() ? fields.at("windows", number) : fields.at("window"),
                "%s is %s, shorter than two intervals of the group, %s: a sample that comes a little late leaves it empty; make it longer, or the interval shorter"
                    .formatted(
                        part.window()
                            .map(name -> "the short window beside " + name)
                            .orElse("window"),
                        DurationText.of(window),
                        DurationText.of(least))));
  }

  private void conflict(MatcherConflict conflict) {
    int filters = fields.optional("filters", RuleShapes.FILTERS, List.of()).size();
    int last = conflict.matchers().getLast();
    warn(
        last < filters ? fields.at("filters") : fields.at("matchers", last - filters),
        "the rule takes no sample: no text of a label meets " + conflict.written());
  }

  /** An expected key that no sample can have is absent for ever. */
  private void expected() {
    if (!(rule.condition() instanceof ScheduledCondition condition) || rule.by().isEmpty()) {
      return;
    }
    List<Matcher> onKeys =
        rule.matchers().stream()
            .filter(matcher -> rule.by().get().contains(matcher.name()))
            .toList();
    if ((long) onKeys.size() * condition.expected().size() > MOST_TESTS) {
      return;
    }
    Map<Labels, Integer> places = expectedPlaces();
    for (Labels key : condition.expected()) {
      onKeys.stream()
          .filter(matcher -> !matcher.matches(key))
          .findFirst()
          .ifPresent(matcher ->
              warn(
                  fields.at("expected", places.getOrDefault(key, 0)),
                  "the condition always holds for this expected key: the rule takes no sample of it, since it takes those with %s only"
                      .formatted(matcher.written())));
    }
  }

  private Map<Labels, Integer> expectedPlaces() {
    Map<Labels, Integer> places = new HashMap<>();
    List<Map<String, String>> entries =
        fields.optional("expected", Shape.listOf(Shape.mapOf(Shape.asWritten())), List.of());
    for (int place = 0; place < entries.size(); place++) {
      places.putIfAbsent(Labels.of(entries.get(place)), place);
    }
    return places;
  }

  private void staleAfter() {
    Duration step = parts.stream().map(RuleWarnings::step).max(Duration::compareTo).orElseThrow();
    Optional<Duration> staleAfter = fields.optional("stale_after", Shape.duration());
    staleAfter
        .filter(time -> time.compareTo(step) < 0)
        .ifPresent(time ->
            warn(
                fields.at("stale_after"),
                "stale_after is %s, shorter than the %s from one evaluation to the next: an alert would have no data before its next result can come"
                    .formatted(DurationText.of(time), DurationText.of(step))));
  }

  private static Duration step(Rule part) {
    return part.condition() instanceof ScheduledCondition condition
        ? condition.step(part.group().interval())
        : part.group().interval();
  }
}
