package dev.tocsin.routing.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What the parser says and warns of; what it reads is in {@link AlertmanagerMatchersTest}. */
class MatcherParserTest {
  private final List<String> warnings = new ArrayList<>();

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          {a=b           | at character 5: expected a comma or a closing brace, found the end of the text
          a=b}           | at character 4: expected a comma or the end of the text, found }
          {a=b}x         | at character 6: expected the end of the text, found x
          {,}            | at character 2: expected a label name, found ,
          a              | at character 2: expected an operator such as '=', '!=', '=~' or '!~', found the end of the text
          é=             | at character 3: expected a label value, found the end of the text
          🙂=b c=d       | at character 5: expected a comma or the end of the text, found c
          a!b            | at character 2: after ! must come = or ~
          a="b           | at character 3: the double quote is not closed
          a=`b`          | at character 3: ` must be in double quotes
          a="\\q"        | at character 3: "\\q" cannot be read: \\q is no escape; a backslash itself is \\\\
          a=~"("         | at character 4: invalid regular expression "(": missing closing ) at "("
          """)
  void utf8_ofAFault_saysWhereAndWhat(String text, String sentence) {
    assertThatThrownBy(() -> parser(MatcherSyntax.UTF8).matchers(text))
        .isInstanceOf(MatcherSyntaxException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          1a=b           | bad matcher format: 1a=b
          a=b,,c=d       | bad matcher format:^ ^
          a="b           | matcher value contains unescaped double quote: "b
          a=b"c          | matcher value contains unescaped double quote: b"c
          a=~(           | invalid regular expression "(": missing closing ) at "("
          """)
  void classic_ofAFault_saysWhat(String text, String sentence) {
    assertThatThrownBy(() -> parser(MatcherSyntax.CLASSIC).matchers(text))
        .isInstanceOf(MatcherSyntaxException.class)
        .hasMessage(sentence.replace("^", ""));
  }

  @Test
  void fallback_whereBothRefuse_saysWhatBothSay() {
    assertThatThrownBy(() -> parser(MatcherSyntax.UTF8_THEN_CLASSIC).matchers("é=b c"))
        .hasMessage(
            "bad matcher format: é=b c"
                + " (at character 5: expected a comma or the end of the text, found c)");
  }

  @Test
  void fallback_onlyClassicReads_suggestsHowToWriteIt() {
    assertThat(parser(MatcherSyntax.UTF8_THEN_CLASSIC).matchers("a=b c"))
        .hasToString("{a=\"b c\"}");
    assertThat(warnings)
        .containsExactly(
            "matchers \"a=b c\" are not valid in the UTF-8 syntax (at character 5: expected a comma"
                + " or the end of the text, found c) and are read in the classic one; write"
                + " {a=\"b c\"}");
  }

  @Test
  void fallback_bothReadDifferently_takesTheClassicMeaning() {
    assertThat(parser(MatcherSyntax.UTF8_THEN_CLASSIC).matcher("a=\"\\x41\"").value())
        .isEqualTo("\\x41");
    assertThat(warnings)
        .containsExactly(
            "Matchers input has disagreement: \"a=\\\"\\\\x41\\\"\" is a=\"\\\\x41\" in the classic"
                + " syntax, which holds, and a=\"A\" in UTF-8");
  }

  @ParameterizedTest
  @EnumSource(MatcherSyntax.class)
  void matchers_ofNothing_areNone(MatcherSyntax syntax) {
    assertThat(parser(syntax).matchers("{}")).isEqualTo(Matchers.NONE);
    assertThat(parser(syntax).matchers("")).isEqualTo(Matchers.NONE);
    assertThat(warnings).isEmpty();
  }

  @ParameterizedTest(name = "{0} {1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          UTF8              | {a=b}   | unexpected open or close brace: {a=b}
          UTF8_THEN_CLASSIC | {a=b    | unexpected open or close brace: {a=b
          UTF8_THEN_CLASSIC | a=b}    | unexpected open or close brace: a=b}
          UTF8              | a=b,c=d | expected 1 matcher, found 2
          UTF8              | ^^      | expected 1 matcher, found 0
          CLASSIC           | {a=b    | bad matcher format: {a=b
          """)
  void matcher_ofAListOrNone_isRefused(MatcherSyntax syntax, String text, String sentence) {
    assertThatThrownBy(() -> parser(syntax).matcher(text)).hasMessage(sentence);
  }

  @Test
  void matcher_withBraceInTheClassicSyntax_hasItInItsValue() {
    assertThat(parser(MatcherSyntax.CLASSIC).matcher("a=b}").value()).isEqualTo("b}");
  }

  @ParameterizedTest
  @EnumSource(MatcherSyntax.class)
  void matchers_ofTooMany_areRefused(MatcherSyntax syntax) {
    assertThat(parser(syntax).matchers("a=b,".repeat(128)).all()).hasSize(128);
    assertThatThrownBy(() -> parser(syntax).matchers("a=b,".repeat(129)))
        .hasMessageStartingWith("at most 128 matchers are allowed");
  }

  @ParameterizedTest
  @EnumSource(MatcherSyntax.class)
  void matchers_ofTooMuchText_areRefused(MatcherSyntax syntax) {
    String longest = "a=" + "b".repeat(MatcherParser.MAX_LENGTH - 2);

    assertThat(parser(syntax).matchers(longest).all()).hasSize(1);
    assertThatThrownBy(() -> parser(syntax).matchers(longest + "b"))
        .hasMessage("matchers have 65537 characters; at most 65536 are allowed");
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "a, true, true", "_a1, true, true", "1a, false, true", "a:b, false, true",
    "a-b, false, true", "é, false, true", "'a b', false, true", "'', false, false"
  })
  void allowsName_ofASyntax_isAsAlertmanager(String name, boolean classic, boolean utf8) {
    assertThat(MatcherSyntax.CLASSIC.allowsName(name)).isEqualTo(classic);
    assertThat(MatcherSyntax.UTF8.allowsName(name)).isEqualTo(utf8);
    assertThat(MatcherSyntax.UTF8_THEN_CLASSIC.allowsName(name)).isEqualTo(utf8);
  }

  @Test
  void allowsName_halfOfASurrogatePair_isFalse() {
    assertThat(MatcherSyntax.UTF8.allowsName("a\ud800")).isFalse();
  }

  private MatcherParser parser(MatcherSyntax syntax) {
    return new MatcherParser(syntax, warnings::add);
  }
}
