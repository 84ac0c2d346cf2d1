package dev.tocsin.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VisibleTextTest {
  private static final Pattern WRITTEN_OUT =
      Pattern.compile("\\\\u([0-9A-F]{4})|\\\\U([0-9A-F]{8})");

  /** Characters that try to be what they are not, and some that do not. */
  private static final int[] NASTY = {
    ' ', ' ', '\\', 'u', 'U', '0', '2', 'E', 'a', 'e', '\n', '\r', '\t', 0x1B, 0x7F, 0x85, 0x9B,
    0xA0, 0xAD, 0x300, 0x301, 0x34F, 0x435, 0x438, 0x61C, 0x115F, 0x1160, 0x1161, 0x1100, 0x2003,
    0x200B, 0x200D, 0x200E, 0x202E, 0x2028, 0x2029, 0x2066, 0x2069, 0x20DD, 0x212A, 0x2126, 0x2800,
    0x26A0, 0x3000, 0xAC00, 0xD800, 0xDBFF, 0xDC00, 0xE000, 0xFE0F, 0xFEFF, 0xFFFC, 0xFFFF, 0x1F600,
    0xE0041, 0xE0100, 0x10FFFF, 0xE9, 0x4E2D, 0x5D0, 0x627
  };

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", "web-1", "CPU usage exceeds 80%", "C:\\temp\\new", "Zürich", "日本 host", "데이터",
        "сервер", "μ-service", "naïve café", "⚠️ hot", "🚨", "हिन्दी", "https://wiki/a?b=c&d=<e>"
      })
  void of_readableValue_isUnchanged(String value) {
    assertThat(VisibleText.of(value)).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '"',
      ignoreLeadingAndTrailingWhitespace = false,
      value = {
        "web-1 ,web-1\\u0020",
        " web-1,\\u0020web-1",
        "a  b,a \\u0020b",
        "\" \",\\u0020",
        "\"a\nApprove or deny until\",a\\u000AApprove or deny until",
        "a\tb,a\\u0009b",
        "a\u001b[2J,a\\u001B[2J",
        "a\u0085b,a\\u0085b",
        "a\u2028b\u2029c,a\\u2028b\\u2029c",
        "a\u202Eb\u2066c\u200Fd\u061C,a\\u202Eb\\u2066c\\u200Fd\\u061C",
        "a\u200Bb\uFEFFc\u00ADd,a\\u200Bb\\uFEFFc\\u00ADd",
        "a\uDB40\uDC41b,a\\U000E0041b",
        "a\uD800b,a\\uD800b",
        "a\uE000b,a\\uE000b",
        "a\u00A0b\u3000c,a\\u00A0b\\u3000c",
        "w\u0435b-1,w\\u0435b-1",
        "\u0435-web,\u0435-web",
        "e\u0301,e\\u0301",
        "\u212A,\\u212A",
        "a\\u202E,a\\u005Cu202E",
        "a\\U000E0041,a\\u005CU000E0041",
        "a\\\\n,a\\\\n"
      })
  void of_table(String value, String shown) {
    assertThat(VisibleText.of(value)).isEqualTo(shown);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void of_anyValue_isOneVisibleLineThatSaysWhichValueItIs(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 4_000; round++) {
      String value = random(random);
      String shown = VisibleText.of(value);
      assertThat(shown).doesNotContainPattern("\\R").isEqualTo(shown.strip());
      assertThat(shown.codePoints().noneMatch(VisibleTextTest::neverSeen)).as(shown).isTrue();
      assertThat(read(shown)).isEqualTo(value);
    }
  }

  @Test
  void of_eachCharacterAlone_isReadBack() {
    assertThat(
            IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                .mapToObj(Character::toString)
                .filter(value -> !read(VisibleText.of(value)).equals(value)))
        .isEmpty();
  }

  @Test
  void lines_textOfOurs_keepsItsLinesAndNothingThatMoves() {
    assertThat(VisibleText.lines("a.yaml:1:2:\tno \u001b[31m\"x\"\u0085\r\n  b\uDB40\uDC41\\u0041"))
        .isEqualTo("a.yaml:1:2:\tno \\u001B[31m\"x\"\\u0085\\u000D\n  b\\uDB40\\uDC41\\u0041");
  }

  private static String random(Random random) {
    StringBuilder value = new StringBuilder();
    int length = random.nextInt(12);
    for (int at = 0; at < length; at++) {
      value.appendCodePoint(
          random.nextInt(4) == 0
              ? random.nextInt(Character.MAX_CODE_POINT + 1)
              : NASTY[random.nextInt(NASTY.length)]);
    }
    return value.toString();
  }

  private static boolean neverSeen(int c) {
    int type = Character.getType(c);
    return type == Character.CONTROL
        || type == Character.FORMAT
        || type == Character.SURROGATE
        || type == Character.PRIVATE_USE
        || type == Character.UNASSIGNED
        || type == Character.LINE_SEPARATOR
        || type == Character.PARAGRAPH_SEPARATOR
        || (type == Character.SPACE_SEPARATOR && c != ' ');
  }

  /** The value that was shown: the law that no two are shown the same. */
  private static String read(String shown) {
    Matcher at = WRITTEN_OUT.matcher(shown);
    StringBuilder value = new StringBuilder();
    int end = 0;
    while (at.find()) {
      String digits = at.group(1) == null ? at.group(2) : at.group(1);
      value.append(shown, end, at.start()).appendCodePoint(Integer.parseInt(digits, 16));
      end = at.end();
    }
    return value.append(shown.substring(end)).toString();
  }
}
