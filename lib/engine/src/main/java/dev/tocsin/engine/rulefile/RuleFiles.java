package dev.tocsin.engine.rulefile;

import dev.tocsin.core.identity.RuleId;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Position;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.engine.rule.LabelRegexes;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleGroup;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.RuleShapes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the files that hold rules: {@code groups: [{name, interval, rules: [...]}]}. */
public final class RuleFiles {
  private static final Duration DEFAULT_INTERVAL = Duration.ofSeconds(15);

  private final Problems problems;
  private final LabelRegexes regexes;
  private final Map<String, Position> groupNames = new HashMap<>();
  private final Map<String, Position> ruleIds = new HashMap<>();
  private final List<Rule> rules = new ArrayList<>();

  private RuleFiles(LabelRegexes regexes, Problems problems) {
    this.regexes = regexes;
    this.problems = problems;
  }

  /** The rules of all files, read with every limit at its default. */
  public static Optional<RuleSet> read(List<SourceFile> files, Problems problems) {
    return read(files, Limits.DEFAULT, LimitHits.NONE, problems);
  }

  /**
   * The rules of all files, in their order; empty when there are problems. Warnings are added where
   * there are none.
   *
   * @param hits counts when the rules as a whole exceed a limit, which is a problem too
   */
  public static Optional<RuleSet> read(
      List<SourceFile> files, Limits limits, LimitHits hits, Problems problems) {
    int before = problems.size();
    RuleFiles reading = new RuleFiles(LabelRegexes.ofRules(limits, hits), problems);
    for (SourceFile file : files) {
      reading.file(file);
    }
    return problems.size() == before ? Optional.of(RuleSet.of(reading.rules)) : Optional.empty();
  }

  /** A file that was cut to nothing must not pass for one that has no rules on purpose. */
  private void file(SourceFile file) {
    int before = problems.size();
    List<YamlNode> documents = YamlDocuments.read(file.name(), file.text(), problems);
    if (documents.isEmpty() && problems.size() == before) {
      problems.add(
          Position.startOf(file.name()), "this file is empty: to have no rules, write groups: []");
    }
    documents.forEach(this::document);
  }

  private void document(YamlNode node) {
    Shape<Boolean> group = Shape.mapping("a group", this::group);
    Fields.of("a file of rules", node, problems)
        .ifPresent(fields -> {
          fields.required("groups", Shape.listOf(group));
          fields.build(() -> true);
        });
  }

  private Optional<Boolean> group(Fields fields) {
    Optional<String> name = fields.required("name", Shape.text());
    name.ifPresent(text -> unique("name of a group", text, fields, "name", groupNames));
    Duration interval = fields.optional("interval", Shape.positiveDuration(), DEFAULT_INTERVAL);
    RuleGroup group = new RuleGroup(name.orElse(""), interval, fields.at().file());
    Shape<List<Rule>> rule = Shape.mapping("a rule", each -> rule(each, group));
    fields.optional("rules", Shape.listOf(rule)).ifPresent(all -> all.forEach(rules::addAll));
    return fields.build(() -> true);
  }

  private Optional<List<Rule>> rule(Fields fields, RuleGroup group) {
    if (fields.mentions("expr") && (fields.mentions("alert") || fields.mentions("record"))) {
      problems.add(
          fields.at(), "this is a rule of Prometheus: tocsin rules import makes rules of these");
      return Optional.empty();
    }
    Optional<String> id = fields.required("id", RuleShapes.RULE_ID);
    id.ifPresent(text -> unique("id", text, fields, "id", ruleIds));
    id.filter(text -> text.startsWith(RuleId.OF_TOCSIN))
        .ifPresent(text ->
            fields.problem(
                "id",
                "id \"%s\" begins as those of Tocsin's own alerts do: choose one without %s"
                    .formatted(text, RuleId.OF_TOCSIN)));
    return new RuleReader(fields, group, regexes).read(id);
  }

  private void unique(
      String thing, String text, Fields fields, String field, Map<String, Position> taken) {
    Position at = fields.at(field);
    Position first = taken.putIfAbsent(text, at);
    if (first != null) {
      problems.add(at, thing + " \"" + text + "\" is taken: the first is at " + first);
    }
  }
}
