package dev.tocsin.routing.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.label.Labels;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MatcherTest {
  private static final MatcherParser PARSER = new MatcherParser(MatcherSyntax.UTF8, warning -> {});

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '^',
      textBlock =
          """
          The same value is equal                         ; a=b         ; b    ; true
          Part of a value is not equal                    ; a=b         ; bb   ; false
          An absent label equals the empty value          ; a=""        ; ^^   ; true
          Another value is unequal                        ; a!=b        ; c    ; true
          An absent label is unequal to a value           ; a!=b        ; ^^   ; true
          The same value is not unequal                   ; a!=b        ; b    ; false
          An expression matches the whole value           ; a=~"b+"     ; bbb  ; true
          An expression does not match the beginning      ; a=~"b"      ; bc   ; false
          An expression does not match the end            ; a=~"b"      ; cb   ; false
          Each alternative is anchored                    ; a=~"b|c"    ; bx   ; false
          A later alternative may be longer               ; a=~"b|bc"   ; bc   ; true
          An absent label matches what takes nothing      ; a=~"b*"     ; ^^   ; true
          An expression does not match                    ; a!~"b+"     ; c    ; true
          An expression that matches                      ; a!~"b+"     ; bb   ; false
          Case may be ignored                             ; a=~"(?i)B"  ; b    ; true
          Letters beyond ASCII are single characters      ; a=~"."      ; 🙂    ; true
          """)
  void matches_isAsTheSentenceSays(
      String sentence, String matcher, String value, boolean expected) {
    assertThat(PARSER.matcher(matcher).matches(Labels.of("a", value)))
        .as(sentence)
        .isEqualTo(expected);
  }

  @Test
  void matches_dotAndLineFeed_needsItsFlag() {
    assertThat(Matcher.of("a", MatchOperator.MATCHES, "b.c").matches("b\nc")).isFalse();
    assertThat(Matcher.of("a", MatchOperator.MATCHES, "(?s)b.c").matches("b\nc")).isTrue();
  }

  @Test
  void matches_dollarBeforeALastLineFeed_isFalse() {
    assertThat(Matcher.of("a", MatchOperator.MATCHES, "b$").matches("b\n")).isFalse();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "'a=\"\"', true",
    "a=b, false",
    "'a=~\".*\"', true",
    "'a=~\"b|\"', true",
    "'a=~\".+\"', false",
    "a!=b, false",
    "'a!=\"\"', false",
    "'a!~\"b\"', false"
  })
  void matchesEmpty_onlyPositiveConditions_askForNothing(String matcher, boolean expected) {
    assertThat(PARSER.matcher(matcher).matchesEmpty()).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          A name of letters is not quoted          | a            | a="x"
          A name beyond ASCII is not quoted        | é            | é="x"
          A name with a space is quoted            | a b          | "a b"="x"
          A name with an operator is quoted        | a=b          | "a=b"="x"
          A name with a quote is quoted            | a"b          | "a\\"b"="x"
          """)
  void toString_ofAName_isAsAlertmanager(String sentence, String name, String written) {
    assertThat(Matcher.of(name, MatchOperator.EQUAL, "x")).as(sentence).hasToString(written);
  }

  @Test
  void toString_ofAValue_escapesMoreWhereTheNameIsQuoted() {
    assertThat(Matcher.of("a", MatchOperator.MATCHES, "\\d\n\"\t"))
        .hasToString("a=~\"\\\\d\\n\\\"\t\"");
    assertThat(Matcher.of("a b", MatchOperator.NOT_EQUAL, "\\d\n\"\t"))
        .hasToString("\"a b\"!=\"\\\\d\\n\\\"\\t\"");
  }

  @Test
  void toString_ofRandomMatchers_isReadAgain() {
    Random random = new Random(11);
    for (int round = 0; round < 2_000; round++) {
      Matcher matcher =
          Matcher.of(
              "n" + text(random), MatchOperator.of(false, random.nextBoolean()), text(random));
      Matchers two = new Matchers(List.of(matcher, matcher));

      assertThat(PARSER.matcher(matcher.toString())).isEqualTo(matcher).hasSameHashCodeAs(matcher);
      assertThat(PARSER.matchers(two.toString())).isEqualTo(two);
    }
  }

  private static String text(Random random) {
    String characters = "ab= \"\\{},!~'`é🙂\t\u0085";
    int[] all = characters.codePoints().toArray();
    StringBuilder text = new StringBuilder();
    random.ints(random.nextInt(5), 0, all.length).forEach(at -> text.appendCodePoint(all[at]));
    return text.toString();
  }

  @Test
  void equals_ofOtherNameOperatorOrValue_isFalse() {
    Matcher matcher = Matcher.of("a", MatchOperator.EQUAL, "b");

    assertThat(matcher)
        .isNotEqualTo(Matcher.of("c", MatchOperator.EQUAL, "b"))
        .isNotEqualTo(Matcher.of("a", MatchOperator.NOT_EQUAL, "b"))
        .isNotEqualTo(Matcher.of("a", MatchOperator.EQUAL, "c"));
  }

  @Test
  void of_badExpression_saysWhatIsWrong() {
    assertThatThrownBy(() -> Matcher.of("a", MatchOperator.MATCHES, "b("))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("invalid regular expression \"b(\": missing closing ) at \"b(\"");
  }

  @Test
  void sorted_ordersByNameThenValueThenOperator() {
    Matchers matchers = PARSER.matchers("{b=a,a!=b,a=b,a=~a,😀=a,\uffee=a}");

    assertThat(matchers.sorted())
        .hasToString("{a=~\"a\",a=\"b\",a!=\"b\",b=\"a\",\uffee=\"a\",😀=\"a\"}");
  }
}
