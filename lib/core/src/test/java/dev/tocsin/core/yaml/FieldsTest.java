package dev.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldsTest {
  private final Problems problems = new Problems();

  enum Level {
    LOW,
    HIGH
  }

  record Thing(String name, double threshold, Duration pause, Level level, boolean on) {}

  private static Optional<Thing> thing(Fields fields) {
    Optional<String> name = fields.required("name", Shape.text());
    Optional<Double> threshold = fields.required("threshold", Shape.number());
    Duration wait = fields.optional("wait", Shape.duration(), Duration.ofSeconds(5));
    Level level =
        fields.optional(
            "level",
            Shape.oneOf(Level.class, l -> l.name().toLowerCase(java.util.Locale.ROOT)),
            Level.LOW);
    boolean on = fields.optional("on", Shape.flag(), false);
    return fields.build(
        () -> new Thing(name.orElseThrow(), threshold.orElseThrow(), wait, level, on));
  }

  private Optional<Thing> read(String text) {
    return YamlDocuments.read("f.yaml", text, problems).stream()
        .findFirst()
        .flatMap(node -> Shape.mapping("a thing", FieldsTest::thing).read("it", node, problems));
  }

  private <T> Optional<T> value(Shape<T> shape, String written) {
    return YamlDocuments.read("f.yaml", written, problems).stream()
        .findFirst()
        .flatMap(node -> shape.read("it", node, problems));
  }

  @Test
  void build_allFieldsRight_makesTheValue() {
    assertThat(read("name: a\nthreshold: 0.5\nwait: 1m\nlevel: high\non: true"))
        .contains(new Thing("a", 0.5, Duration.ofMinutes(1), Level.HIGH, true));
  }

  @Test
  void build_fieldsWithoutValue_countAsAbsent() {
    assertThat(read("name: a\nthreshold: 1\nwait:\nlevel: ~\n"))
        .contains(new Thing("a", 1, Duration.ofSeconds(5), Level.LOW, false));
  }

  @Test
  void build_manyProblems_findsThemAll() {
    assertThat(
            read(
                """
                treshold: 5
                name: 12
                wait: 5 min
                level: hihg
                on: yes
                colour: [red]
                """))
        .isEmpty();
    assertThat(problems)
        .hasToString(
            """
            f.yaml:1:1: a thing has no "threshold"
            f.yaml:1:1: unknown field "treshold" in a thing: did you mean "threshold"?
            f.yaml:2:7: name must be a text, not the number 12: write "12"
            f.yaml:3:7: wait must be a time such as 250ms, 90s, 5m, 1h30m or 2d, or a number of \
            seconds, not the text "5 min"
            f.yaml:4:8: level must be one of low, high, not "hihg": did you mean "high"?
            f.yaml:5:5: on must be true or false, not the text "yes"
            f.yaml:6:1: unknown field "colour" in a thing: known are name, threshold, wait, level, on\
            """);
  }

  @Test
  void of_noMapping_isAFault() {
    assertThat(read("- a")).isEmpty();
    assertThat(problems).hasToString("f.yaml:1:1: a thing must be a map of fields, not a list");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "90, 90000",
    "1.5, 1500",
    "0.0001, 1",
    "1e1, 10000",
    "250ms, 250",
    "90s, 90000",
    "5m, 300000",
    "1h30m, 5400000",
    "2d, 172800000",
    "1d2h3m4s5ms, 93784005",
    "0s, 0",
    "36525d, 3155760000000",
    "60m, 3600000",
    "0e999999999, 0"
  })
  void duration_asWritten_isThatLong(String written, long millis) {
    assertThat(value(Shape.duration(), written)).contains(Duration.ofMillis(millis));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5 m",
        "m",
        "\"\"",
        "1.5h",
        "30m1h",
        "5M",
        "-5",
        "-5m",
        "1w",
        ".inf",
        ".nan",
        "1e300",
        "36526d",
        "9999999999999999999999d",
        "true",
        "[5]",
        "\"5\"",
        "1e-999999999",
        "٥m"
      })
  void duration_anythingElse_isAFault(String written) {
    assertThat(value(Shape.duration(), written)).isEmpty();
    assertThat(problems.list())
        .singleElement()
        .satisfies(problem -> assertThat(problem.message()).startsWith("it must be "));
  }

  @Test
  void duration_printed_isReadBackTheSame() {
    for (long millis : new long[] {0, 1, 999, 1_000, 60_000, 5_400_000, 86_400_001, 93_784_005}) {
      Duration duration = Duration.ofMillis(millis);
      assertThat(value(Shape.duration(), DurationText.of(duration))).contains(duration);
    }
  }

  @ParameterizedTest
  @CsvSource({"80, 80", "-0.5, -0.5", "1e3, 1000", "0x10, 16", "0o17, 15", "+5, 5", "5., 5"})
  void number_asWritten_isThatNumber(String written, double number) {
    assertThat(value(Shape.number(), written)).contains(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1e999", ".inf", ".nan", "\"80\"", "80%", "1_000", "{}", "1e99999999999"})
  void number_anythingElse_isAFault(String written) {
    assertThat(value(Shape.number(), written)).isEmpty();
    assertThat(problems.size()).isEqualTo(1);
  }

  @Test
  void number_ofManyDigits_isRefusedAtOnce() {
    assertThat(value(Shape.number(), "1".repeat(5_000_000))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "101", "1.5", "x", "1e50"})
  void integer_outOfBounds_isAFault(String written) {
    assertThat(value(Shape.integer(1, 100), written)).isEmpty();
    assertThat(problems.list())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .startsWith("it must be a whole number from 1 to 100, not "));
  }

  @Test
  void integer_withFractionOfZero_isThatInteger() {
    assertThat(value(Shape.integer(1, 100), "1e1")).contains(10);
    assertThat(value(Shape.integer(1, 100), "10.0")).contains(10);
  }

  @Test
  void listOf_someFaulty_keepsTheOthersAndNamesEach() {
    assertThat(value(Shape.listOf(Shape.text()), "[a, 5, '', b]")).contains(List.of("a", "b"));
    assertThat(problems)
        .hasToString(
            """
            f.yaml:1:5: it must be a text, not the number 5: write "5"
            f.yaml:1:8: it must not be empty\
            """);
  }

  @Test
  void texts_ofOtherKinds_nameTheField() {
    assertThat(value(Shape.texts(), "{a: x, b: 1, c: [], d: ''}"))
        .contains(Map.of("a", "x", "d", ""));
    assertThat(problems)
        .hasToString(
            """
            f.yaml:1:11: it.b must be a text, not the number 1: write "1"
            f.yaml:1:17: it.c must be a text, not a list\
            """);
  }

  @Test
  void asWritten_number_keepsItsDigits() {
    assertThat(value(Shape.asWritten(), "1.50")).contains("1.50");
  }

  @Test
  void asWritten_null_isTheEmptyText() {
    Shape<List<String>> list = Shape.listOf(Shape.asWritten());
    assertThat(value(list, "[null, ~, '', a, 'null']")).contains(List.of("", "", "", "a", "null"));
  }

  @Test
  void as_refused_isAFaultBehindTheName() {
    Shape<String> even =
        Shape.text()
            .as(text -> {
              throw new IllegalArgumentException("is odd: \"" + text + "\"");
            });
    assertThat(value(even, "abc")).isEmpty();
    assertThat(problems).hasToString("f.yaml:1:1: it is odd: \"abc\"");
  }

  @Test
  void problems_beyondThoseKept_areCounted() {
    for (int line = 1; line <= Problems.KEPT + 5; line++) {
      problems.add(new Position("f", line, 1), "wrong");
    }
    assertThat(problems.size()).isEqualTo(Problems.KEPT + 5);
    assertThat(problems.toString()).endsWith("f:1000:1: wrong\n… and 5 more problems");
  }

  @Test
  void warnings_areNoProblemsAndStandInTheOrderOfTheFile() {
    problems.warn(new Position("b\n.yaml", 2, 1), "second");
    problems.warn(new Position("b\n.yaml", 1, 7), "first");
    assertThat(problems.isEmpty()).isTrue();
    assertThat(problems).hasToString("");
    assertThat(problems.warnings()).extracting(Warning::message).containsExactly("first", "second");
    assertThat(problems.warningLines())
        .isEqualTo("b\\u000A.yaml:1:7: warning: first\nb\\u000A.yaml:2:1: warning: second");
  }

  @Test
  void warnings_beyondThoseKept_areCounted() {
    for (int line = 1; line <= Problems.KEPT + 5; line++) {
      problems.warn(new Position("f", line, 1), "odd");
    }
    assertThat(problems.warningLines()).endsWith("f:1000:1: warning: odd\n… and 5 more warnings");
  }

  @Test
  void nearest_farAway_isNone() {
    assertThat(Nearest.to("xyz", List.of("threshold"))).isEmpty();
    assertThat(Nearest.to("thershold", List.of("type", "threshold"))).contains("threshold");
    assertThat(Nearest.to("Severity", List.of("severity"))).contains("severity");
  }
}
