package dev.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.yaml.YamlNode.Kind;
import dev.tocsin.core.yaml.YamlNode.Mapping;
import dev.tocsin.core.yaml.YamlNode.Scalar;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class YamlDocumentsTest {
  private final Problems problems = new Problems();

  private List<YamlNode> read(String text) {
    return YamlDocuments.read("f.yaml", text, problems);
  }

  @Test
  void read_manyDocuments_givesThoseThatAreNotEmptyWithTheirPlaces() {
    List<YamlNode> documents = read("# none\n---\n---\na: 1\n---\n  - b\n---\n~\n");

    assertThat(problems.list()).isEmpty();
    assertThat(documents)
        .extracting(YamlNode::at)
        .extracting(Position::toString)
        .containsExactly("f.yaml:4:1", "f.yaml:6:3");
  }

  @ParameterizedTest
  @CsvSource({
    "abc, TEXT", "'\"5\"', TEXT", "5, NUMBER", "-1.5e3, NUMBER", "0x1F, NUMBER", ".inf, NUMBER",
    "true, FLAG", "yes, TEXT", "on, TEXT", "~, NOTHING", "null, NOTHING", "2026-01-01, TEXT",
    "12:30, TEXT", "!!str 5, TEXT", "! 5, TEXT", "1_000, TEXT"
  })
  void read_scalar_isWhatTheCoreSchemaTakesItFor(String written, Kind kind) {
    Mapping document = (Mapping) read("a: " + written).get(0);

    assertThat(problems.list()).isEmpty();
    assertThat(((Scalar) document.fields().get(0).value()).kind()).isEqualTo(kind);
  }

  @Test
  void read_byteOrderMark_isSkipped() {
    assertThat(((Mapping) read("\uFEFFa: 1").get(0)).fields().get(0).name().text()).isEqualTo("a");
  }

  @Test
  void read_columns_countCodePoints() {
    Mapping document = (Mapping) read("{\"🚨\": x, b: y}").get(0);

    assertThat(document.fields().get(1).name().at()).hasToString("f.yaml:1:10");
  }

  @Test
  void read_nameTwice_namesBothPlacesAndGoesOn() {
    read("a: 1\nb: 2\na: 3\nb: 4\n");

    assertThat(problems)
        .hasToString(
            """
            f.yaml:3:1: field "a" stands here a second time: the first is at f.yaml:1:1
            f.yaml:4:1: field "b" stands here a second time: the first is at f.yaml:2:1\
            """);
  }

  @Test
  void read_faultOfSyntax_keepsTheDocumentsBefore() {
    assertThat(read("a: 1\n---\nb: [1, 2\nc: 3\n")).hasSize(1);
    assertThat(problems.list())
        .singleElement()
        .satisfies(problem -> {
          assertThat(problem.toString()).startsWith("f.yaml:4:");
          assertThat(problem.message()).startsWith("not valid YAML: ").doesNotContain("\n");
        });
  }

  @Test
  void read_tabIndentation_isOneProblem() {
    read("a:\n\tb: 1\n");
    assertThat(problems.list())
        .singleElement()
        .satisfies(
            problem -> assertThat(problem.toString()).startsWith("f.yaml:2:1: not valid YAML: "));
  }

  @Test
  void read_controlCharacter_namesItAndItsPlace() {
    read("a: 1\nb: \u0007\n");
    assertThat(problems).hasToString("f.yaml:2:4: not valid YAML: character U+0007 is not allowed");
  }

  @Test
  void read_mergeKey_isRefused() {
    read("a: &x {b: 1}\nc:\n  <<: *x\n");
    assertThat(problems)
        .hasToString("f.yaml:3:3: merge key \"<<\" is not part of YAML 1.2: write its fields out");
  }

  @Test
  void read_nameThatIsNoText_isRefused() {
    read("? [a]\n: 1\n");
    assertThat(problems).hasToString("f.yaml:1:3: the name of a field must be a text, not a list");
  }

  @Test
  void read_foreignTag_isRefused() {
    read("a: !!binary aGk=\nb: !env X\n");
    assertThat(problems)
        .hasToString(
            """
            f.yaml:1:4: tag "tag:yaml.org,2002:binary" is not supported: remove it, or put the value in quotes
            f.yaml:2:4: tag "!env" is not supported: remove it, or put the value in quotes\
            """);
  }

  @Test
  void read_aliases_standForTheirAnchor() {
    Mapping document = (Mapping) read("a: &x {b: 1}\nc: *x\n").get(0);

    assertThat(problems.list()).isEmpty();
    assertThat(document.fields().get(1).value()).isEqualTo(document.fields().get(0).value());
  }

  @Test
  void read_bombOfAliases_isRefused() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x]\n");
    for (int level = 1; level <= 9; level++) {
      String below = "*a" + (level - 1);
      bomb.append("a" + level + ": &a" + level + " [")
          .append((below + ",").repeat(8))
          .append(below)
          .append("]\n");
    }
    read(bomb.toString());
    assertThat(problems.list())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .isEqualTo("the aliases of this file stand for more than 100000 nodes"));
  }

  @Test
  void read_manyAliases_isRefused() {
    read("a: &a x\nb: [" + "*a , ".repeat(101) + "]");
    assertThat(problems.list())
        .extracting(Problem::message)
        .containsExactly("more than 100 aliases in one file");
  }

  @Test
  void read_aliasOfItself_isRefused() {
    read("a: &a [*a ]");
    assertThat(problems).hasToString("f.yaml:1:8: alias *a names no anchor before it");
  }

  @Test
  void read_deepNesting_isRefused() {
    read("[".repeat(1_000_000));
    assertThat(problems).hasToString("f.yaml:1:66: nested deeper than 64 levels");
  }

  @Test
  void read_hugeText_isRefusedAtOnce() {
    read("a".repeat(YamlDocuments.MAX_CHARACTERS + 1));
    assertThat(problems)
        .hasToString(
            "f.yaml:1:1: file has 16777217 characters: at most 16777216"
                + " are read; split it into several files");
  }

  @Test
  void read_valueThatBeginsLikeABlock_isNotifiedToBeQuoted() {
    read("operator: >=\n");
    assertThat(problems.list())
        .singleElement()
        .satisfies(problem ->
            assertThat(problem.message())
                .endsWith("; a value that begins with > or | needs quotes"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"\\0\"", "\"\\ud83d\"", "{\"a\\0\": 1}"})
  void read_textThatNoStoreHolds_isRefused(String text) {
    read(text);
    assertThat(problems.list())
        .extracting(Problem::message)
        .containsExactly("text holds U+0000 or half a surrogate pair, which no text may hold");
  }
}
