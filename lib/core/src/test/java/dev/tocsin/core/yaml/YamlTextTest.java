package dev.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class YamlTextTest {
  private static YamlNode read(String text) {
    Problems problems = new Problems();
    List<YamlNode> documents = YamlDocuments.read("f.yaml", text, problems);
    assertThat(problems.list()).isEmpty();
    return documents.getFirst();
  }

  /** What a node holds, without where it stands. */
  private static String content(YamlNode node) {
    return switch (node) {
      case YamlNode.Scalar scalar ->
          scalar.kind() == YamlNode.Kind.NOTHING ? "NOTHING" : scalar.described();
      case YamlNode.Sequence list ->
          list.items().stream().map(YamlTextTest::content).toList().toString();
      case YamlNode.Mapping map ->
          map.fields().stream()
              .map(field -> content(field.name()) + "=" + content(field.value()))
              .toList()
              .toString();
    };
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "'5'",
        "5",
        "-5",
        "1.5",
        "0x1F",
        "1e3",
        ".inf",
        "true",
        "'true'",
        "~",
        "null",
        "'null'",
        "'~'",
        "yes",
        "'y'",
        "on",
        "2026-01-01",
        "12:30:15",
        "1_000",
        "''",
        "' '",
        "'# no comment'",
        "'a: b'",
        "'a #b'",
        "'{{ template \"x\" . }}'",
        "'- a'",
        "\"a\\nb\"",
        "\"a\\n\\n b\\n\"",
        "\" a\\nb \"",
        "\"\\ttab\"",
        "\"\\u0007\"",
        "'🚨 é'",
        "\"\\u2028\"",
        "[]",
        "{}",
        "[[], {}]",
        "[a, [b, c], {d: e}]",
        "{a: {b: [1, {c: ~}]}}",
        "{'yes': 1, 5: x}"
      })
  void of_anyDocument_isReadBackTheSame(String written) {
    YamlNode document = read("a: " + written);
    assertThat(content(read(YamlText.of(document)))).isEqualTo(content(document));
  }

  @Test
  void of_map_isInBlockStyleInItsOrder() {
    assertThat(YamlText.of(read("{b: [x-one, {c: on}], a: 'text', e: [], f: 1m}")))
        .isEqualTo(
            """
            b:
            - x-one
            - c: "on"
            a: text
            e: []
            f: "1m"
            """);
  }

  @Test
  void of_alias_isWrittenOut() {
    assertThat(YamlText.of(read("one: &x [abcd]\ntwo: *x\n")))
        .isEqualTo("one:\n- abcd\ntwo:\n- abcd\n");
  }
}
