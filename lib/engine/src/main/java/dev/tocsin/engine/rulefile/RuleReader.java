package dev.tocsin.engine.rulefile;

import static java.util.stream.Collectors.joining;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.engine.rule.ActiveHours;
import dev.tocsin.engine.rule.LabelRegexes;
import dev.tocsin.engine.rule.Matcher;
import dev.tocsin.engine.rule.Patience;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.rule.RuleType;
import dev.tocsin.engine.rule.Timing;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Reads one rule (docs/rules.md): the fields of all rules here, those of its type there. */
final class RuleReader {
  private static final Duration DEFAULT_COOLDOWN = Duration.ofMinutes(5);
  private static final int DEFAULT_MAX_KEYS = 10_000;
  private static final int DEFAULT_MAX_SERIES = 1_000;

  private final Fields fields;
  private final RuleGroup group;
  private final LabelRegexes regexes;

  RuleReader(Fields fields, RuleGroup group, LabelRegexes regexes) {
    this.fields = fields;
    this.group = group;
    this.regexes = regexes;
  }

  /** The rule, once for each of its parts; empty when it has problems. */
  Optional<List<Rule>> read(Optional<String> id) {
    Optional<String> name = fields.required("name", RuleShapes.NAME);
    String description = fields.optional("description", RuleShapes.DESCRIPTION, "");
    Optional<RuleType> type = readType();
    List<Matcher> matchers =
        new ArrayList<>(fields.optional("filters", RuleShapes.FILTERS, List.of()));
    matchers.addAll(fields.optional("matchers", RuleShapes.matchers(regexes), List.of()));
    Optional<RuleType.Body> body = type.flatMap(known -> known.read(fields));
    Duration keepFiringFor = fields.optional("keep_firing_for", Shape.duration(), Duration.ZERO);
    Duration cooldown = fields.optional("cooldown", Shape.duration(), DEFAULT_COOLDOWN);
    Duration repeatInterval = fields.optional("repeat_interval", Shape.duration(), cooldown);
    Optional<Duration> staleAfter = fields.optional("stale_after", Shape.duration());
    Timing.OnNoData onNoData =
        fields.optional("on_no_data", RuleShapes.ON_NO_DATA, Timing.OnNoData.RESOLVE);
    ActiveHours active = fields.optional("active", ActiveHoursReader.SHAPE, ActiveHours.ALWAYS);
    Map<String, String> labels = fields.optional("labels", LabelShapes.LABELS, Map.of());
    Map<String, String> annotations =
        fields.optional("annotations", RuleShapes.ANNOTATIONS, Map.of());
    Optional<URI> runbook = fields.optional("runbook_url", RuleShapes.WEB_ADDRESS);
    Shape<Integer> limit = Shape.integer(1, RuleShapes.MAX_LIMIT);
    int maxKeys = fields.optional("max_keys", limit, DEFAULT_MAX_KEYS);
    int maxSeries = fields.optional("max_series_per_key", limit, DEFAULT_MAX_SERIES);
    refuseFieldsOfOtherTypes(type);
    Optional<List<Rule>> rules =
        fields.build(() ->
            body.orElseThrow().parts().stream()
                .map(part ->
                    new Rule(
                            new RuleId(id.orElseThrow()),
                            name.orElseThrow(),
                            description,
                            group,
                            matchers,
                            body.get().by(),
                            part.condition(),
                            part.window(),
                            new Timing(
                                body.get().duration(),
                                keepFiringFor,
                                cooldown,
                                repeatInterval,
                                staleAfter
                                    .map(Patience::of)
                                    .orElseGet(() ->
                                        Patience.unlessSaid(part.condition(), group.interval())),
                                onNoData,
                                active),
                            part.severity(),
                            labels,
                            annotations,
                            runbook,
                            maxKeys,
                            maxSeries,
                            "")
                        .identified())
                .toList());
    rules.ifPresent(parts -> new RuleWarnings(fields, parts).find());
    return rules;
  }

  private Optional<RuleType> readType() {
    Map<String, RuleType> types = new LinkedHashMap<>();
    RuleTypes.ALL.forEach(type -> types.put(type.code(), type));
    return fields.has("type")
        ? fields.optional("type", Shape.oneOf(types))
        : Optional.of(RuleTypes.DEFAULT);
  }

  /** A field that rules of some type have, but not this one, is a fault that says so. */
  private void refuseFieldsOfOtherTypes(Optional<RuleType> type) {
    Set<String> known = new TreeSet<>();
    RuleTypes.ALL.forEach(each -> known.addAll(each.fields()));
    for (String field : known) {
      boolean ofThisType = type.isPresent() && type.get().fields().contains(field);
      if (!ofThisType && fields.mentions(field) && type.isPresent()) {
        String types =
            RuleTypes.ALL.stream()
                .filter(each -> each.fields().contains(field))
                .map(RuleType::code)
                .collect(joining(", "));
        fields.problem(
            field,
            "%s is a field of rules of type %s, not of %s"
                .formatted(field, types, type.get().code()));
      }
    }
  }
}
