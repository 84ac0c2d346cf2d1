package dev.tocsin.routing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class GoQuotedTest {
  static Stream<Arguments> texts() {
    return Stream.of(
        Arguments.of("", "\"\""),
        Arguments.of("a-b é 😀", "\"a-b é 😀\""),
        Arguments.of("\"\\", "\"\\\"\\\\\""),
        Arguments.of("\u0007\b\t\n\u000b\f\r", "\"\\a\\b\\t\\n\\v\\f\\r\""),
        Arguments.of("\u0000\u001b\u007f", "\"\\x00\\x1b\\x7f\""),
        Arguments.of("\u0085\u00a0\u2028\ue000", "\"\\u0085\\u00a0\\u2028\\ue000\""),
        Arguments.of("\udb40\udc41", "\"\\U000e0041\""));
  }

  @ParameterizedTest
  @MethodSource("texts")
  void of_anyText_isWhatGoWrites(String text, String quoted) {
    assertThat(GoQuoted.of(text)).isEqualTo(quoted);
  }
}
