package dev.tocsin.promql.rules;

import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.promql.Times;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads files of Prometheus rules. */
final class PrometheusRules {
  private static final Shape<Duration> TIME =
      Shape.asWritten()
          .as(text ->
              Times.parse(text)
                  .orElseThrow(() ->
                      new IllegalArgumentException(
                          "must be a time such as 30s, 5m or 1h30m, not \"" + text + '"')));
  private static final Shape<Map<String, String>> TEXTS = Shape.mapOf(Shape.asWritten());

  private PrometheusRules() {}

  /**
   * A group of rules.
   *
   * @param interval none when the server's own counts
   * @param obstacle a setting of the group that has no counterpart
   */
  record Group(
      String name,
      Optional<Duration> interval,
      Optional<String> obstacle,
      List<Alert> alerts,
      List<Recording> recordings) {}

  /**
   * An alert.
   *
   * @param labels the group's, and over them its own
   */
  record Alert(
      Position at,
      String name,
      String expr,
      Duration duration,
      Duration keepFiringFor,
      Map<String, String> labels,
      Map<String, String> annotations) {}

  /** A rule that makes a series. */
  record Recording(Position at, String metric) {}

  /** A rule of either kind. */
  private record Either(Optional<Alert> alert, Optional<Recording> recording) {}

  /** The groups of a file; what is wrong becomes problems. */
  static List<Group> read(SourceFile file, Problems problems) {
    List<Group> groups = new ArrayList<>();
    for (YamlNode document : YamlDocuments.read(file.name(), file.text(), problems)) {
      Fields.of("a file of Prometheus rules", document, problems)
          .ifPresent(fields -> {
            fields
                .required("groups", Shape.listOf(Shape.mapping("a group", PrometheusRules::group)))
                .ifPresent(groups::addAll);
            fields.build(() -> true);
          });
    }
    return groups;
  }

  private static Optional<Group> group(Fields fields) {
    Optional<String> name = fields.required("name", Shape.asWritten());
    Optional<Duration> interval =
        fields.optional("interval", TIME).filter(length -> !length.isZero());
    Optional<Duration> queryOffset = fields.optional("query_offset", TIME);
    int limit = fields.optional("limit", Shape.integer(0, Integer.MAX_VALUE), 0);
    Map<String, String> labels = fields.optional("labels", TEXTS, Map.of());
    List<Either> rules =
        fields.optional(
            "rules", Shape.listOf(Shape.mapping("a rule", rule -> rule(rule, labels))), List.of());
    return fields.build(() ->
        new Group(
            name.orElseThrow(),
            interval,
            obstacle(queryOffset, limit),
            rules.stream().flatMap(rule -> rule.alert().stream()).toList(),
            rules.stream().flatMap(rule -> rule.recording().stream()).toList()));
  }

  private static Optional<String> obstacle(Optional<Duration> queryOffset, int limit) {
    if (queryOffset.filter(length -> !length.isZero()).isPresent()) {
      return Optional.of(
          "its group has query_offset, and Tocsin evaluates the present: allowed_lateness is what"
              + " waits for late samples");
    }
    return limit == 0
        ? Optional.empty()
        : Optional.of(
            "its group has a limit of " + limit + ", above which Prometheus drops all its alerts");
  }

  private static Optional<Either> rule(Fields fields, Map<String, String> ofGroup) {
    Optional<String> alert = fields.optional("alert", Shape.asWritten());
    Optional<String> metric = fields.optional("record", Shape.asWritten());
    Optional<String> expr = fields.required("expr", Shape.asWritten());
    Duration duration = fields.optional("for", TIME, Duration.ZERO);
    Duration keepFiringFor = fields.optional("keep_firing_for", TIME, Duration.ZERO);
    Map<String, String> labels = new LinkedHashMap<>(ofGroup);
    labels.putAll(fields.optional("labels", TEXTS, Map.of()));
    Map<String, String> annotations = fields.optional("annotations", TEXTS, Map.of());
    if (alert.isPresent() == metric.isPresent()) {
      fields
          .problems()
          .add(fields.at(), "a rule must have either \"alert\" or \"record\", and not both");
    }
    return fields.build(() ->
        new Either(
            alert.map(name ->
                new Alert(
                    fields.at(),
                    name,
                    expr.orElseThrow(),
                    duration,
                    keepFiringFor,
                    labels,
                    annotations)),
            metric.map(name -> new Recording(fields.at(), name))));
  }
}
