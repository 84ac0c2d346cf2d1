package dev.tocsin.platform.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LambdaAnswerTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          nothing                                  | a      |       0 | true
          letters up to the limit                  | a      | 6225920 | true
          one letter more                          | a      | 6225921 | false
          quotation marks take two bytes each      | "      | 3112960 | true
          one quotation mark more                  | "      | 3112961 | false
          backslashes take two bytes each          | \\      | 3112961 | false
          letters of two bytes                     | ü      | 3112960 | true
          one letter of two bytes more             | ü      | 3112961 | false
          """)
  void fits_bodyOfOneCharacter_asItIsWrittenInJson(
      String why, String character, int times, boolean fits) {
    assertThat(LambdaAnswer.fits(character.repeat(times))).as(why).isEqualTo(fits);
  }
}
