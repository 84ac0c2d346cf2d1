package dev.tocsin.engine.ruletest;

import static java.util.Comparator.comparing;

import dev.tocsin.core.label.LabelShapes;
import dev.tocsin.core.yaml.Fields;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.Shape;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.core.yaml.YamlDocuments;
import dev.tocsin.core.yaml.YamlNode;
import dev.tocsin.engine.alert.Phase;
import dev.tocsin.engine.rule.RuleShapes;
import dev.tocsin.engine.ruletest.RuleTest.Expectation;
import dev.tocsin.engine.ruletest.RuleTest.ExpectedAlert;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A file of tests (docs/rules.md, "Rule tests").
 *
 * @param ruleFiles the rules that are tested, as they are named
 */
public record RuleTestFile(List<String> ruleFiles, List<RuleTest> tests) {
  private static final String RULE_FILES = "rule_files";
  private static final Duration DEFAULT_INTERVAL = Duration.ofMinutes(1);
  private static final Map<String, Phase> STATES =
      Map.of("pending", Phase.PENDING, "firing", Phase.FIRING, "resolved", Phase.RESOLVED);

  public RuleTestFile {
    ruleFiles = List.copyOf(ruleFiles);
    tests = List.copyOf(tests);
  }

  /** One series of a test. */
  private record Input(SeriesText.Series series, List<OptionalDouble> values) {}

  /** Whether a file is one of tests: its first document names {@code rule_files}. */
  public static boolean isOne(SourceFile file) {
    return file.text().contains(RULE_FILES)
        && YamlDocuments.read(file.name(), file.text(), new Problems()).stream()
            .findFirst()
            .filter(document ->
                document instanceof YamlNode.Mapping mapping
                    && mapping.fields().stream()
                        .anyMatch(field -> field.name().text().equals(RULE_FILES)))
            .isPresent();
  }

  /** Reads a file; empty when it has problems. */
  public static Optional<RuleTestFile> read(SourceFile file, Problems problems) {
    int before = problems.size();
    List<YamlNode> documents = YamlDocuments.read(file.name(), file.text(), problems);
    List<RuleTestFile> read = new ArrayList<>();
    documents.forEach(document -> document(document, problems).ifPresent(read::add));
    if (problems.size() > before) {
      return Optional.empty();
    }
    return Optional.of(
        new RuleTestFile(
            read.stream().flatMap(each -> each.ruleFiles().stream()).distinct().toList(),
            read.stream().flatMap(each -> each.tests().stream()).toList()));
  }

  private static Optional<RuleTestFile> document(YamlNode node, Problems problems) {
    return Fields.of("a file of tests", node, problems)
        .flatMap(fields -> {
          Optional<List<String>> files = fields.required(RULE_FILES, Shape.listOf(Shape.text()));
          Optional<List<RuleTest>> tests =
              fields.required("tests", Shape.listOf(Shape.mapping("a test", RuleTestFile::test)));
          return fields.build(() -> new RuleTestFile(files.orElseThrow(), tests.orElseThrow()));
        });
  }

  private static Optional<RuleTest> test(Fields fields) {
    String name = fields.optional("name", Shape.text(), "");
    Duration interval = fields.optional("interval", Shape.positiveDuration(), DEFAULT_INTERVAL);
    Optional<List<Input>> input =
        fields.required(
            "input", Shape.listOf(Shape.mapping("an entry of input", RuleTestFile::input)));
    Optional<List<Expectation>> expect =
        fields.required(
            "expect", Shape.listOf(Shape.mapping("an entry of expect", RuleTestFile::expect)));
    return fields.build(() ->
        new RuleTest(
            name,
            samples(input.orElseThrow(), interval),
            expect.orElseThrow().stream().sorted(comparing(Expectation::at)).toList()));
  }

  private static Optional<Input> input(Fields fields) {
    Optional<SeriesText.Series> series =
        fields.required("series", Shape.text().as(SeriesText::series));
    series.ifPresent(read -> checkMetric(fields, read.metric()));
    Optional<List<OptionalDouble>> values =
        fields.required("values", Shape.asWritten().as(SeriesText::values));
    return fields.build(() -> new Input(series.orElseThrow(), values.orElseThrow()));
  }

  private static void checkMetric(Fields fields, String metric) {
    if (!RuleShapes.isMetricName(metric)) {
      fields.problem(
          "series", "series must begin with the name of a metric, not \"" + metric + "\"");
    }
  }

  private static Optional<Expectation> expect(Fields fields) {
    Optional<Duration> at = fields.required("at", Shape.duration());
    List<ExpectedAlert> alerts =
        fields.optional(
            "alerts", Shape.listOf(Shape.mapping("an alert", RuleTestFile::alert)), List.of());
    return fields.build(() -> new Expectation(at.orElseThrow(), alerts));
  }

  private static Optional<ExpectedAlert> alert(Fields fields) {
    Optional<String> rule = fields.required("rule_id", RuleShapes.RULE_ID);
    Map<String, String> labels = fields.optional("labels", LabelShapes.LABEL_VALUES, Map.of());
    Phase phase = fields.optional("state", Shape.oneOf(STATES), Phase.FIRING);
    return fields.build(() -> new ExpectedAlert(rule.orElseThrow(), labels, phase));
  }

  /** The samples of all series by time; at the same time in the order of the series. */
  private static List<Sample> samples(List<Input> inputs, Duration interval) {
    List<Sample> samples = new ArrayList<>();
    for (Input input : inputs) {
      Instant at = Instant.EPOCH;
      for (OptionalDouble value : input.values()) {
        if (value.isPresent()) {
          samples.add(
              new Sample(
                  input.series().metric(), input.series().labels(), value.getAsDouble(), at));
        }
        at = at.plus(interval);
      }
    }
    samples.sort(comparing(Sample::timestamp));
    return samples;
  }
}
