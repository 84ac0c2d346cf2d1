package dev.tocsin.promql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.promql.Expr.Aggregation;
import dev.tocsin.promql.Expr.Binary;
import dev.tocsin.promql.Expr.Grouping;
import dev.tocsin.promql.Expr.LabelMatcher;
import dev.tocsin.promql.Expr.Negated;
import dev.tocsin.promql.Expr.Num;
import dev.tocsin.promql.Expr.Selector;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromqlParserTest {
  private static Selector metric(String name) {
    return new Selector(Optional.of(name), List.of(), Optional.empty());
  }

  private static Binary binary(Expr left, String operator, Expr right) {
    return new Binary(operator, false, List.of(), left, right);
  }

  @Test
  void parse_operators_bindAsInPrometheus() {
    Expr a = metric("a");
    Expr b = metric("b");
    Expr c = metric("c");
    assertThat(PromqlParser.parse("a or b and c")).isEqualTo(binary(a, "or", binary(b, "and", c)));
    assertThat(PromqlParser.parse("a - b - c")).isEqualTo(binary(binary(a, "-", b), "-", c));
    assertThat(PromqlParser.parse("a ^ b ^ c")).isEqualTo(binary(a, "^", binary(b, "^", c)));
    assertThat(PromqlParser.parse("a + b * c > 1"))
        .isEqualTo(binary(binary(a, "+", binary(b, "*", c)), ">", new Num(1)));
    assertThat(PromqlParser.parse("-a ^ b * c"))
        .isEqualTo(binary(new Negated(binary(a, "^", b)), "*", c));
    assertThat(PromqlParser.parse("a AND b")).isEqualTo(binary(a, "and", b));
  }

  @Test
  void parse_selector_hasNameMatchersAndRange() {
    assertThat(PromqlParser.parse("a:b{c='d', \"e f\"!~`\\.`,}[1h30m]"))
        .isEqualTo(
            new Selector(
                Optional.of("a:b"),
                List.of(new LabelMatcher("c", "=", "d"), new LabelMatcher("e f", "!~", "\\.")),
                Optional.of(Duration.ofMinutes(90))));
  }

  @Test
  void parse_aggregation_groupsOnEitherSide() {
    Expr expected =
        new Aggregation(
            "sum", Optional.of(new Grouping(false, List.of("x", "y"))), List.of(metric("a")));
    assertThat(PromqlParser.parse("sum by (x, y) (a)")).isEqualTo(expected);
    assertThat(PromqlParser.parse("SUM(a) by (x, y,)")).isEqualTo(expected);
  }

  /** Names of aggregations and keywords are names of metrics where nothing follows. */
  @Test
  void parse_wordsThatAreMetrics_areMetrics() {
    assertThat(PromqlParser.parse("sum > 1")).isEqualTo(binary(metric("sum"), ">", new Num(1)));
    assertThat(PromqlParser.parse("offset")).isEqualTo(metric("offset"));
  }

  @ParameterizedTest
  @CsvSource({
    "1e3, 1000",
    "0x1F, 31",
    ".5, 0.5",
    "1_000, 1000",
    "5m, 300",
    "-2, -2",
    "1h30m, 5400",
    "1., 1",
  })
  void parse_number_isItsValue(String text, double value) {
    assertThat(PromqlParser.parse(text)).isEqualTo(new Num(value));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "`` ¦ expected an expression at character 1",
        "a > ¦ expected an expression at character 4",
        "a b ¦ expected an operator or the end at character 3",
        "(a ¦ expected \")\" at character 3",
        "a{ ¦ expected the name of a label at character 3",
        "a{b ¦ expected one of = != =~ !~ at character 4",
        "a{b= ¦ expected a text in quotes at character 5",
        "a{b=\"c ¦ expected a quote that ends the text begun here at character 5",
        "a{b=\"\\q\"} ¦ expected an escape such as \\n, \\\\, \\x41 or \\u00e9 at character 6",
        "a[five] ¦ expected a time such as 5m at character 3",
        "a[5m ¦ expected \"]\" at character 5",
        "sum(a)[5m] ¦ expected a range behind series only, such as m[5m], at character 11",
        "a offset b ¦ expected a time such as 5m at character 10",
        "a @ b ¦ expected a time in seconds, start() or end() at character 5",
        "f(a ¦ expected \",\" at character 4",
        "a $ b ¦ expected PromQL, which has no \"$\" at character 3",
        "1.2.3 ¦ expected a number, not \"1.2.3\", at character 1",
        "0x ¦ expected a number, not \"0x\", at character 1",
      })
  void parse_wrong_saysWhatAndWhere(String text, String message) {
    String promql = text.equals("``") ? "" : text;
    assertThatThrownBy(() -> PromqlParser.parse(promql))
        .isInstanceOf(PromqlSyntaxException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"(", "-", "f(", "a^", "sum(", "{", "a[1m:", "a{b=\"", "1s", "0x", "[", "a and "})
  void parse_hostileRepetition_isRefusedAtOnce(String part) {
    String most = part.repeat(PromqlParser.MAX_LENGTH / part.length());
    assertThatThrownBy(() -> PromqlParser.parse(most)).isInstanceOf(PromqlSyntaxException.class);
    assertThatThrownBy(() -> PromqlParser.parse(most + "a" + most))
        .hasMessage("longer than 16384 characters");
  }

  @Test
  void parse_rangeWithoutAUnit_isInSeconds() {
    assertThat(PromqlParser.parse("a[5]")).isEqualTo(PromqlParser.parse("a[5s]"));
  }

  @Test
  void parse_chainOfOperators_isBounded() {
    assertThat(PromqlParser.parse("a" + " + a".repeat(400))).isInstanceOf(Binary.class);
    assertThatThrownBy(() -> PromqlParser.parse("a" + " + a".repeat(600)))
        .hasMessage("more than 1000 parts");
    assertThatThrownBy(() -> PromqlParser.parse("(".repeat(101) + "a"))
        .hasMessage("nested deeper than 100 levels");
  }

  /** Whatever comes, an expression or one sentence. */
  @Test
  void parse_randomWords_endsWell() {
    String[] words = {
      "a", "sum", "by", "(", ")", "{", "}", "[", "]", "5m", ":", ",", "==", "\"x\"", "=~", "offset",
      "@", "-", "^", "and", "on", "bool", "1", "rate", "#", "'", "\\", "é"
    };
    Random random = new Random(7);
    Set<Expr> expressions = new HashSet<>();
    Set<String> sentences = new HashSet<>();
    for (int round = 0; round < 20_000; round++) {
      StringBuilder text = new StringBuilder();
      for (int word = random.nextInt(30); word >= 0; word--) {
        text.append(words[random.nextInt(words.length)]).append(random.nextBoolean() ? " " : "");
      }
      try {
        expressions.add(PromqlParser.parse(text.toString()));
      } catch (PromqlSyntaxException e) {
        assertThat(e).hasMessageNotContaining("null");
        sentences.add(e.getMessage());
      }
    }
    assertThat(expressions).hasSizeGreaterThan(20);
    assertThat(sentences).hasSizeGreaterThan(100);
  }
}
