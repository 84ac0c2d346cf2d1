package dev.tocsin.local.demo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoundedTest {
  @ParameterizedTest
  @CsvSource({
    "9.9e+01, '', 99",
    "4.2137, '', 4.21",
    "2.097152e+07, bytes, 20.97 MB",
    "8.0e+01, percent, 80 %",
    "80, furlongs, 80",
    "NaN, '', NaN",
    "'', '', ''",
    "no number, percent, no number",
  })
  void text_ofANumberOfTheApi_isAsPeopleWriteIt(String number, String unit, String text) {
    assertThat(Rounded.text(number, unit)).isEqualTo(text);
  }
}
