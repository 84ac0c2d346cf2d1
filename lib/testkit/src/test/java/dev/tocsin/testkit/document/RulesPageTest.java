package dev.tocsin.testkit.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.setting.BuiltIn;
import dev.tocsin.core.setting.BuiltInRule;
import dev.tocsin.core.setting.SettingsFile;
import dev.tocsin.core.yaml.DurationText;
import dev.tocsin.core.yaml.NumberText;
import dev.tocsin.core.yaml.Problem;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.core.yaml.SourceFile;
import dev.tocsin.engine.alert.Reason;
import dev.tocsin.engine.rule.Rule;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.engine.ruletest.RuleTestFile;
import dev.tocsin.engine.ruletest.RuleTestRun;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** {@code docs/rules.md} says what the readers of rules, rule tests and settings do. */
class RulesPageTest {
  private static final Page PAGE = Page.read("docs/rules.md");
  private static final String REQUIRED = "required";
  private static final String STRANGE = "zzzzzzzzzzzzzzzz";
  private static final Pattern KNOWN = Pattern.compile("known are (.*)");
  private static final Pattern ONE_OF =
      Pattern.compile("must be one of (.*), not \"" + STRANGE + '"');

  /**
   * A mapping that a file may hold.
   *
   * @param headings of the tables that have its fields; the last one's are checked one by one
   * @param file a file in which it stands in the place of {@code %s}
   * @param others names of fields that another table has
   * @param filled optional fields without which the others make no difference
   */
  private record Place(
      List<String> headings, Reader reader, String file, List<String> others, List<String> filled) {
    static Place of(Reader reader, String file, String... headings) {
      return new Place(List.of(headings), reader, file, List.of(), List.of());
    }

    /** A rule of the type that a heading is about. */
    static Place rule(String type, String heading) {
      String file = "groups: [{name: g, rules: [{type: " + type + ", %s}]}]";
      return of(Reader.RULES, file, "Every rule", heading);
    }

    List<Row> rows() {
      return headings.stream()
          .flatMap(heading -> PAGE.table(heading).stream())
          .map(Row::of)
          .toList();
    }

    List<Row> ownRows() {
      return PAGE.table(headings.getLast()).stream().map(Row::of).toList();
    }

    /** The file with these fields. */
    Outcome read(List<String> fields) {
      return reader.read(file.formatted(String.join(", ", fields)));
    }

    /** The examples of the fields that are always there, but for one row. */
    List<String> base(Optional<Row> without) {
      return rows().stream()
          .filter(row -> isFilled(row) && !without.equals(Optional.of(row)))
          .map(Row::example)
          .collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean isFilled(Row row) {
      return row.isRequired() || filled.contains(row.field());
    }

    /** The file with this in the place of a row's field. */
    Outcome with(Row row, String field) {
      List<String> fields = base(Optional.of(row));
      fields.add(field);
      return read(fields);
    }
  }

  private record Row(String field, String absent, List<String> allowed, String example) {
    static Row of(List<String> cells) {
      return new Row(
          Page.code(cells.get(0)).getFirst(),
          cells.get(1),
          Page.code(cells.get(2)),
          Page.code(cells.get(3)).getFirst());
    }

    boolean isRequired() {
      return absent.equals(REQUIRED);
    }

    Optional<String> value() {
      return Page.code(absent).stream().findFirst();
    }
  }

  /** What a file says, comparable; or what is wrong with it. */
  private record Outcome(String text, Optional<Object> value, List<String> problems) {
    Object good() {
      return value.orElseThrow(() -> new AssertionError(text + "\n" + problems));
    }
  }

  /** Reads one kind of files. */
  private interface Reader {
    Reader RULES = (file, problems) -> RuleFiles.read(List.of(file), problems).map(RuleSet::rules);

    Reader TESTS = RuleTestFile::read;

    /** Where a topic is named is no part of what the settings say. */
    Reader SETTINGS =
        (file, problems) ->
            SettingsFile.read(file, problems)
                .map(settings -> settings.toString().replaceAll("\\bat=[^,\\]]*", ""));

    Optional<?> read(SourceFile file, Problems problems);

    default Outcome read(String text) {
      Problems problems = new Problems();
      Optional<?> value = read(new SourceFile("file.yaml", text), problems);
      return new Outcome(
          text,
          value.map(Object.class::cast),
          problems.list().stream().map(Problem::toString).toList());
    }
  }

  private static List<Place> places() {
    String alert = "built_in_alerts: {records_rejected: {%s}}";
    String test = "{rule_files: [r.yaml], tests: [{%s}]}";
    String input = test.formatted("input: [{%s}], expect: [{at: 1m}]");
    String expect = test.formatted("input: [], expect: [{%s}]");
    String rule = "groups: [{name: g, rules: [{%s}]}]";
    String window =
        "groups: [{name: g, rules: [{id: r, name: R, type: burn_rate, objective: 99, errors: e,"
            + " total: t, windows: [{%s}]}]}]";
    String active =
        "groups: [{name: g, rules: [{id: r, name: R, metric_name: m, operator: '>', threshold: 1,"
            + " severity: low, active: {%s}}]}]";
    return List.of(
        Place.of(Reader.RULES, "{%s}", "Rule files"),
        new Place(List.of("Groups"), Reader.RULES, "groups: [{%s}]", List.of(), List.of("rules")),
        Place.of(Reader.RULES, rule, "Threshold", "Every rule"),
        Place.of(Reader.RULES, rule, "Every rule", "Threshold"),
        Place.rule("rate", "Rate"),
        Place.rule("absence", "Absence"),
        Place.rule("anomaly", "Anomaly"),
        Place.rule("burn_rate", "Burn rate"),
        Place.of(Reader.RULES, window, "Entries of windows"),
        Place.of(Reader.RULES, active, "Active hours"),
        Place.of(Reader.TESTS, "{%s}", "Test files"),
        Place.of(Reader.TESTS, test, "Tests"),
        Place.of(Reader.TESTS, input, "Series of a test"),
        Place.of(Reader.TESTS, expect, "Expectations"),
        Place.of(Reader.TESTS, expect.formatted("at: 1m, alerts: [{%s}]"), "Expected alerts"),
        Place.of(Reader.SETTINGS, "{%s}", "Settings file"),
        Place.of(Reader.SETTINGS, "topics: [{%s}]", "Topics"),
        Place.of(Reader.SETTINGS, "topics: [{name: t, ha: {%s}}]", "Replicas"),
        Place.of(Reader.SETTINGS, "notification: {%s}", "Notification settings"),
        Place.of(Reader.SETTINGS, "notification: {rate_limit: {%s}}", "Rate limits"),
        Place.of(
            Reader.SETTINGS, "notification: {receivers: [{%s}]}", "Receivers with rate limits"),
        Place.of(Reader.SETTINGS, alert, "Settings of each built-in alert"),
        new Place(
            List.of("Settings of built-in alerts"),
            Reader.SETTINGS,
            "built_in_alerts: {%s}",
            Stream.of(BuiltIn.values()).map(BuiltIn::code).toList(),
            List.of()));
  }

  @TestFactory
  Stream<DynamicTest> tables_haveTheFieldsThatTheReaderKnows() {
    return places().stream()
        .map(place ->
            DynamicTest.dynamicTest(
                place.headings().toString(),
                () -> {
                  List<String> fields = place.base(Optional.empty());
                  fields.add(STRANGE + ": 1");
                  List<String> problems = place.read(fields).problems();
                  assertThat(problems).hasSize(1);
                  MatchResult known =
                      KNOWN.matcher(problems.getFirst()).results().findFirst().orElseThrow();
                  assertThat(
                          Stream.concat(
                              place.rows().stream().map(Row::field), place.others().stream()))
                      .containsExactlyInAnyOrder(known.group(1).split(", "));
                }));
  }

  @TestFactory
  Stream<DynamicTest> requiredFields_missing_areProblems() {
    return rows(
        Row::isRequired,
        (place, row) -> {
          assertThat(place.read(place.base(Optional.empty())).problems()).isEmpty();
          assertThat(place.read(place.base(Optional.of(row))).problems())
              .anyMatch(problem -> problem.endsWith("has no \"" + row.field() + '"'));
        });
  }

  @TestFactory
  Stream<DynamicTest> optionalFields_absent_haveTheDefaultAndTheExampleIsAnotherValue() {
    return rows(
        row -> !row.isRequired(),
        (place, row) -> {
          Object absent = place.read(place.base(Optional.of(row))).good();
          row.value()
              .ifPresent(value ->
                  assertThat(place.with(row, row.field() + ": " + value).good()).isEqualTo(absent));
          assertThat(place.with(row, row.example()).good()).isNotEqualTo(absent);
        });
  }

  @TestFactory
  Stream<DynamicTest> choices_areThoseOfTheReader() {
    return rows(
        row -> true,
        (place, row) -> {
          place.with(row, row.field() + ": " + STRANGE).problems().stream()
              .flatMap(problem -> ONE_OF.matcher(problem).results())
              .forEach(choices ->
                  assertThat(row.allowed()).containsAll(List.of(choices.group(1).split(", "))));
        });
  }

  private interface Check {
    void run(Place place, Row row);
  }

  private static Stream<DynamicTest> rows(Predicate<Row> which, Check check) {
    return places().stream()
        .flatMap(place ->
            place.ownRows().stream()
                .filter(which)
                .map(row ->
                    DynamicTest.dynamicTest(
                        place.headings().getLast() + ": " + row.field(),
                        () -> check.run(place, row))));
  }

  @Test
  void examples_areReadAndTheirTestsPass() {
    List<Rule> rules = new ArrayList<>();
    List<RuleTestFile> tests = new ArrayList<>();
    for (String example : PAGE.blocks("yaml")) {
      Problems problems = new Problems();
      SourceFile file = new SourceFile("example.yaml", example);
      switch (example.substring(0, example.indexOf(':'))) {
        case "groups" ->
            RuleFiles.read(List.of(file), problems)
                .ifPresent(ruleSet -> rules.addAll(ruleSet.rules()));
        case "rule_files" -> RuleTestFile.read(file, problems).ifPresent(tests::add);
        default -> SettingsFile.read(file, problems);
      }
      assertThat(problems.list()).as(example).isEmpty();
      assertThat(problems.warnings()).as(example).isEmpty();
    }
    assertThat(rules).hasSizeGreaterThan(5);
    assertThat(tests).isNotEmpty();
    for (RuleTestFile file : tests) {
      List<Rule> named =
          rules.stream()
              .filter(rule -> file.ruleFiles().contains(rule.group().name() + ".yaml"))
              .toList();
      assertThat(named).isNotEmpty();
      file.tests().forEach(test -> assertThat(RuleTestRun.run(test, RuleSet.of(named))).isEmpty());
    }
  }

  @TestFactory
  Stream<DynamicTest> warnings_areThoseOfTheReader() {
    return PAGE.table("Warnings").stream()
        .map(cells ->
            DynamicTest.dynamicTest(
                cells.getFirst(),
                () -> {
                  Problems problems = new Problems();
                  String fields = Page.code(cells.get(1)).getFirst();
                  String others =
                      fields.contains("burn_rate") ? "" : ", metric_name: m, severity: low";
                  String rule =
                      "groups: [{name: g, rules: [{id: r, name: R%s, %s}]}]"
                          .formatted(others, fields);
                  assertThat(RuleFiles.read(List.of(new SourceFile("r.yaml", rule)), problems))
                      .as("%s", problems)
                      .isPresent();
                  assertThat(problems.warnings()).hasSize(1);
                  assertThat(problems.warnings().getFirst().message())
                      .startsWith(Page.code(cells.get(2)).getFirst());
                }));
  }

  @Test
  void lifeCycle_hasTheReasonsOfTransitions() {
    assertThat(PAGE.table("Life cycle").stream().map(cells -> Page.code(cells.get(3)).getFirst()))
        .containsOnlyOnceElementsOf(
            Stream.of(Reason.values())
                .filter(reason -> reason != Reason.CONDITION_CLEARED)
                .map(Reason::code)
                .toList())
        .contains(Reason.CONDITION_CLEARED.code())
        .isSubsetOf(Stream.of(Reason.values()).map(Reason::code).toList());
  }

  @Test
  void conditions_areTheBuiltInAlerts() {
    List<List<String>> rows =
        Stream.of(BuiltIn.values())
            .map(alert -> {
              BuiltInRule rule = alert.defaults();
              return List.of(
                  shown(alert.code()),
                  alert.alertName(),
                  alert.windowed() ? shown(rule.window()) : "none",
                  alert.measured() ? shown(NumberText.of(rule.threshold())) : "none",
                  shown(rule.severity().code()),
                  shown(rule.cooldown()));
            })
            .toList();
    assertThat(PAGE.table("Conditions"))
        .extracting(
            cells -> Stream.concat(cells.stream().limit(2), cells.stream().skip(3)).toList())
        .isEqualTo(rows);
  }

  private static String shown(Duration duration) {
    return shown(DurationText.of(duration));
  }

  private static String shown(String code) {
    return '`' + code + '`';
  }
}
