package dev.tocsin.routing.alert;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LabelNameModeTest {
  @ParameterizedTest(name = "{0}: UTF-8 {1}, classic {2}")
  @CsvSource(
      quoteCharacter = '`',
      textBlock =
          """
          alertname, true, true
          _a9,       true, true
          Z,         true, true
          9a,        true, false
          a-b,       true, false
          a.b,       true, false
          a b,       true, false
          é,         true, false
          `"\\{}`,   true, false
          ``,        false, false
          """)
  void accepts_anyName_dependsOnTheMode(String name, boolean utf8, boolean classic) {
    assertThat(LabelNameMode.UTF8.accepts(name)).isEqualTo(utf8);
    assertThat(LabelNameMode.CLASSIC.accepts(name)).isEqualTo(classic);
  }
}
