package dev.tocsin.routing.matcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GoStringTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          A letter stays                         | 61     | "a"
          A letter beyond ASCII stays            | e9     | "é"
          A character of two surrogates stays    | 1f642  | "🙂"
          A double quote is escaped              | 22     | "\\""
          A single quote stays                   | 27     | "'"
          A backslash is escaped                 | 5c     | "\\\\"
          A bell has a letter                    | 7      | "\\a"
          A line feed has a letter               | a      | "\\n"
          A vertical tab has a letter            | b      | "\\v"
          Another control has two digits         | 1      | "\\x01"
          Delete has two digits                  | 7f     | "\\x7f"
          A control beyond ASCII has four digits | 85     | "\\u0085"
          A space that is not ASCII is escaped   | a0     | "\\u00a0"
          A line separator is escaped            | 2028   | "\\u2028"
          A tag has eight digits                 | e0001  | "\\U000e0001"
          """)
  void quote_writesAsGo(String sentence, String codePoint, String quoted) {
    String text = Character.toString(Integer.parseInt(codePoint, 16));

    assertThat(GoString.quote(text)).as(sentence).isEqualTo(quoted);
    assertThat(GoString.unquote(quoted)).as(sentence).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          Bytes in hexadecimal make a character     | "\\xc3\\xa9"     | é
          Bytes in octal make a character           | "\\303\\251"     | é
          Four digits are a character               | "\\u20AC"        | €
          Eight digits are a character              | "\\U0001F642"    | 🙂
          """)
  void unquote_ofAnEscape_isItsCharacter(String sentence, String quoted, String text) {
    assertThat(GoString.unquote(quoted)).as(sentence).isEqualTo(text);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      textBlock =
          """
          A byte that is no UTF-8                   | "\\xff"          | its escapes are not valid UTF-8
          An unknown letter                         | "\\q"            | \\q is no escape; a backslash itself is \\\\
          A single quote needs no escape            | "\\'"            | \\' is no escape; a backslash itself is \\\\
          A backslash at the end                    | "\\"             | \\ is no escape; a backslash itself is \\\\
          Too few digits                            | "\\x4"           | an escape needs 2 digits of a character
          Digits that are none                      | "\\u00g0"        | an escape needs 4 digits of a character
          A sign is no digit                        | "\\x+4"          | an escape needs 2 digits of a character
          An octal number above a byte              | "\\400"          | an escape needs 3 digits of a character
          An octal number with an eight             | "\\108"          | an escape needs 3 digits of a character
          A number above Unicode                    | "\\U00110000"    | an escape needs 8 digits of a character
          Half of a pair                            | "\\ud800"        | an escape stands for half of a surrogate pair
          A quote within                            | "a"b"            | a double quote within quotes needs \\
          No quotes                                 | a                | it is not in double quotes
          One quote                                 | "                | it is not in double quotes
          """)
  void unquote_ofWhatGoRefuses_saysWhy(String sentence, String quoted, String why) {
    assertThatThrownBy(() -> GoString.unquote(quoted))
        .as(sentence)
        .isInstanceOf(MatcherSyntaxException.class)
        .hasMessage(why);
  }

  @Test
  void unquote_ofALineFeed_isRefused() {
    assertThatThrownBy(() -> GoString.unquote("\"a\nb\""))
        .hasMessage("a line must not end within quotes");
  }

  @Test
  void unquote_ofAnyQuotedText_isThatText() {
    Random random = new Random(3);
    for (int round = 0; round < 2_000; round++) {
      String text =
          random
              .ints(8, 0, round % 2 == 0 ? 0x100 : Character.MAX_CODE_POINT + 1)
              .filter(c -> c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE)
              .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
              .toString();

      assertThat(GoString.unquote(GoString.quote(text))).isEqualTo(text);
    }
  }
}
