package dev.tocsin.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.label.Labels;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MatcherTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "env=prod ¦ env ¦ prod",
        "  env  =  prod  ¦ env ¦ prod",
        "env=\"a b\" ¦ env ¦ a b",
        "\"my label\"=\"x\" ¦ my label ¦ x",
        "über=ß ¦ über ¦ ß",
        "host.name=a/b:c ¦ host.name ¦ a/b:c",
        "a=\"\\\"q\\\"\\\\\" ¦ a ¦ \"q\"\\",
        "a=\"\\x41\\u00fc\\U0001F6A8\\101\" ¦ a ¦ Aü🚨A",
        "a=\"\\xc3\\xa9\" ¦ a ¦ é",
        "a=\"\\d+\" ¦ a ¦ \\d+",
        "a=b\\c ¦ a ¦ b\\c",
        "a=b c ¦ a ¦ b c",
        "a=b=c ¦ a ¦ b=c",
        "a=\"\" ¦ a ¦ ``",
        "a= ¦ a ¦ ``",
        "a={b} ¦ a ¦ {b}",
      })
  void parse_equality_hasNameAndText(String text, String name, String value) {
    assertThat(MatcherText.parse(text)).isEqualTo(new Matcher.OneOf(name, Set.of(value)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a=\"b\",c!=\"d\"",
        "  a=\"b\",c!=\"d\"  ",
        "a =\"b\"  ,c  !=\"d\"",
        "a=  \"b\",  c!=  \"d\"",
        "a=\"b\",c!=\"d\",",
        "a=\"b\" , c!=\"d\" , ",
      })
  void parseAll_blanksAnywhere_makeNoDifference(String text) {
    assertThat(MatcherText.parseAll(text))
        .containsExactly(new Matcher.OneOf("a", Set.of("b")), new Matcher.Not("c", "d"));
  }

  @Test
  void parseAll_noMatcher_isEmpty() {
    assertThat(MatcherText.parseAll("  ")).isEmpty();
    assertThatThrownBy(() -> MatcherText.parseAll("a=\"b\" c=\"d\"")).hasMessageContaining("comma");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "env",
        "=a",
        "a",
        "a\"b\"",
        "a~b",
        "a=\"b",
        "a=\"b\"c",
        "a=\"b\" c=\"d\"",
        "a=b\"",
        "{a=\"b\"}",
        "\"a b=c",
        "a!b",
        "a b=c",
        "\"\\q\"=a",
        "\"\\xff\"=a",
        "\"\\ud800\"=a",
        "\"\\400\"=a",
        "\"\\U00110000\"=a",
        "\"\\u12\"=a",
        "a=~(",
        "a=~*",
        "a!~[b"
      })
  void parse_anythingElse_isRefusedWithASentence(String text) {
    assertThatThrownBy(() -> MatcherText.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .message()
        .matches(message -> message.startsWith("must be ") || message.startsWith("has a regular"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "a=~b|bc ¦ bc ¦ true",
        "a=~b|bc ¦ xbc ¦ false",
        "a=~b|bc ¦ bcd ¦ false",
        "a=~\"b.*\" ¦ bcd ¦ true",
        "a=~\"\" ¦ `` ¦ true",
        "a=~.+ ¦ `` ¦ false",
        "a!~.+ ¦ `` ¦ true",
        "a!~b ¦ b ¦ false",
        "a!=b ¦ c ¦ true",
        "a!=b ¦ b ¦ false",
        "a!=b ¦ `` ¦ true",
        "a=~\"(?i)PROD\" ¦ prod ¦ true",
        "a=~\"^b$\" ¦ b ¦ true",
        "a=~\"b{1000}\" ¦ b ¦ false",
        "a=~\"(b{10}){100}\" ¦ b ¦ false",
        "a=~\"[{]9999[}]{2}\" ¦ {9999}} ¦ true",
        "a=~\"[a-f0-9]{32}-[a-f0-9]{32}\" ¦ b ¦ false",
      })
  void matches_wholeText_asAlertmanagerWould(String text, String value, boolean matches) {
    assertThat(MatcherText.parse(text).matches(Labels.of("a", value))).isEqualTo(matches);
  }

  @Test
  void matches_lineBreak_isNoPoint() {
    assertThat(MatcherText.parse("a=~b.c").matches("b\nc")).isFalse();
    assertThat(MatcherText.parse("a=~b").matches("b\n")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a{101}){10}",
        "((((a{10}){10}){10}){10}){10}",
        "(?:a{2000}|b)",
        "((a{40})+){40}",
        "a{50}{50}"
      })
  void parse_repetitionThatExplodes_isRefused(String expression) {
    assertThatThrownBy(() -> MatcherText.parse("a=~\"" + expression + "\""))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void parse_expressionThatIsTooLong_isRefused() {
    assertThatThrownBy(() -> MatcherText.parse("a=~" + "b".repeat(1_025)))
        .hasMessage("has a regular expression of more than 1024 characters");
    assertThatThrownBy(() -> MatcherText.parse("a=~\"" + "a{1000}".repeat(20) + "\""))
        .message()
        .startsWith("has a regular expression that is too large: ");
  }
}
