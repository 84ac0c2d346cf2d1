package dev.tocsin.engine.rule;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegexSizeTest {
  /** What an attacker would put together, so that a reader of the text sees less than RE2. */
  private static final String[] PIECES = {
    "a",
    "b",
    "[a-z]",
    "(",
    ")",
    "(",
    ")",
    "(?:",
    "(?i)",
    "(?P<n>",
    "|",
    "*",
    "+",
    "?",
    "*?",
    "{2}",
    "{3,}",
    "{0,3}",
    "{1,2}",
    "{0}",
    "{",
    "}",
    "{,3}",
    "{2,1}",
    "\\Q(\\E",
    "\\Qa)b\\E",
    "\\Q",
    "\\E",
    "[[:alpha:]]",
    "[[:alpha:](]",
    "[]a]",
    "[^)]",
    "[\\]]",
    "[a-",
    "[",
    "]",
    "\\d",
    "\\pL",
    "\\p{Greek}",
    "\\x{41}",
    "\\x41",
    "\\(",
    "\\[",
    "\\{",
    ".",
    "^",
    "$",
    "[\\x{41}-\\x{5a}]",
    "[{2}]",
    "(a{2}){2}",
    "\\101",
    "-"
  };

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      value = {
        "prod|stage ¦ 10 ¦ 20 ¦ 1",
        "web-[0-9]+ ¦ 6 ¦ 10 ¦ 1",
        "a{100} ¦ 100 ¦ 110 ¦ 100",
        "(abc){1000} ¦ 5000 ¦ 6100 ¦ 1000",
        "(a{10}){10} ¦ 120 ¦ 200 ¦ 100",
        "\\p{L}{1,50} ¦ 250 ¦ 400 ¦ 50",
        "(?i)[B-\\x{1E942}] ¦ 10000 ¦ 11000 ¦ 1",
        "(?i)[à-ÿ]+ ¦ 2 ¦ 20 ¦ 1",
        "[B-\\x{1E942}] ¦ 1 ¦ 5 ¦ 1"
      })
  void of_expression_isAbout(String expression, long least, long most, long repeats) {
    RegexSize size = RegexSize.of(expression);
    assertThat(size.instructions()).isBetween(least, most);
    assertThat(size.repeats()).isEqualTo(repeats);
  }

  /** Two ways to write an expression; the size is of what it means. */
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "Two hexadecimal digits are a character ¦ \\x41b ¦ ab",
        "A third digit is a character of its own ¦ \\x4142 ¦ abc",
        "Hexadecimal digits in braces are a character ¦ \\x{1F600}b ¦ ab",
        "Three octal digits are a character ¦ \\101b ¦ ab",
        "A fourth octal digit is a character of its own ¦ \\1012 ¦ ab",
        "An octal number ends before a digit that is not octal ¦ \\18 ¦ ab",
        "A class of one letter has no braces ¦ \\pLb ¦ \\p{L}b",
        "A bracket is a member where it comes first ¦ []a]b ¦ [xa]b",
        "A hyphen is a member where it comes last ¦ [a-]b ¦ [ax]b",
        "A named class is one member ¦ [[:alpha:]]b ¦ [x]b",
        "A named class that does not end is characters ¦ [[:a]b ¦ [xyz]b",
        "An escaped bracket does not end a class ¦ [\\]a]b ¦ [xa]b",
        "A range ends at an octal number ¦ (?i)[\\0-\\377] ¦ (?i)[\\x00-\\xff]",
        "A range begins at a hexadecimal number ¦ (?i)[\\x{F000}-\\x{FFFF}] ¦ (?i)[\uf000-\uffff]",
        "A range begins at the last of the characters before it ¦ (?i)[ab\uf000-\uffff] ¦ (?i)[\uf000-\uffff]",
        "A character beyond the first plane is one ¦ (?i)[\\x{1F600}-\\x{2F600}] ¦ (?i)[😀-\\x{2F600}]",
        "A range that goes back has nothing to fold ¦ (?i)[z-a] ¦ (?i)[a]",
      })
  void of_twoNotations_isTheSame(String sentence, String one, String other) {
    assertThat(RegexSize.of(one).instructions())
        .as(sentence)
        .isEqualTo(RegexSize.of(other).instructions());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '¦',
      quoteCharacter = '`',
      value = {
        "(?i)[\\0-\\037] ¦ (?i)[\\0-\\377]",
        "(?i)[\\x{F000}-\\x{FFFF}] ¦ (?i)[\\x{A000}-\\x{FFFF}]",
        "(?i)[\\x{0}-\\x{FFF}] ¦ (?i)[\\x{zz}-\\x{FFFF}]",
        "[\\x{0}-\\x{FFFF}] ¦ (?i)[\\x{0}-\\x{FFFF}]",
        "a{2} ¦ a{3}",
        "ab ¦ abc",
      })
  void of_moreThatItMeans_isLarger(String smaller, String larger) {
    assertThat(RegexSize.of(smaller).instructions())
        .isLessThan(RegexSize.of(larger).instructions());
  }

  @Test
  void of_thousandLettersAThousandTimes_isFoundWithoutCompiling() {
    RegexSize size = RegexSize.of("(" + "a".repeat(1_000) + "){1000}");
    assertThat(size.instructions()).isGreaterThan(1_000_000);
  }

  /**
   * The law on which the limit rests: no program is larger than its expression was estimated to be.
   */
  @Test
  void of_anythingThatRe2Takes_isAtLeastTheSizeOfTheProgram() {
    SplittableRandom random = new SplittableRandom(20_261_130);
    int taken = 0;
    for (int i = 0; i < 60_000; i++) {
      StringBuilder text = new StringBuilder();
      int pieces = 1 + random.nextInt(9);
      for (int piece = 0; piece < pieces; piece++) {
        text.append(PIECES[random.nextInt(PIECES.length)]);
      }
      String expression = text.toString();
      try {
        int compiled = Pattern.compile(expression).programSize();
        assertThat(RegexSize.of(expression).instructions())
            .as(expression)
            .isGreaterThanOrEqualTo(compiled);
        taken++;
      } catch (PatternSyntaxException e) {
        assertThat(RegexSize.of(expression).instructions()).isPositive();
      }
    }
    assertThat(taken).isGreaterThan(5_000);
  }
}
