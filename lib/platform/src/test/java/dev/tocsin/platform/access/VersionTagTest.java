package dev.tocsin.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionTagTest {
  @ParameterizedTest
  @ValueSource(strings = {"\"17\"", "17", "W/\"17\"", " \"17\" "})
  void expected_tagOfAVersion_isItsNumber(String ifMatch) {
    assertThat(VersionTag.expected(ifMatch)).contains(OptionalLong.of(17));
  }

  @Test
  void expected_asterisk_isAny() {
    assertThat(VersionTag.expected(" * ")).contains(OptionalLong.empty());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\"a\"", "\"-1\"", "\"1\", \"2\"", "\"1234567890123456789\""})
  void expected_otherTexts_areNone(String ifMatch) {
    assertThat(VersionTag.expected(ifMatch)).isEmpty();
  }

  @Test
  void of_number_isReadBack() {
    assertThat(VersionTag.of(17)).isEqualTo("\"17\"");
    assertThat(VersionTag.expected(VersionTag.of(17))).contains(OptionalLong.of(17));
  }
}
