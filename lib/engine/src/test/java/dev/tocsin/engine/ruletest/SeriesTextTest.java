package dev.tocsin.engine.ruletest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.label.Labels;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeriesTextTest {
  @ParameterizedTest
  @CsvSource({
    "1 2.5 -3, 1.0 2.5 -3.0",
    "80x2, 80.0 80.0 80.0",
    "1+2x3, 1.0 3.0 5.0 7.0",
    "10-5x2, 10.0 5.0 0.0",
    "-1+-2x1, -1.0 -3.0",
    "1e3 .5, 1000.0 0.5",
    "1 _ 2, 1.0 - 2.0",
    "_x3 4, - - - 4.0",
    "stale 1, - 1.0"
  })
  void values_notation_isExpanded(String text, String expected) {
    assertThat(SeriesText.values(text).stream().map(SeriesTextTest::shown).toList())
        .isEqualTo(List.of(expected.split(" ")));
  }

  private static String shown(OptionalDouble value) {
    return value.isPresent() ? Double.toString(value.getAsDouble()) : "-";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "many", "1x", "1+2", "x3", "1+2x3x4", "NaN", "1e999", "0x9999999", "0x999999"})
  void values_otherText_isRefused(String text) {
    assertThatThrownBy(() -> SeriesText.values(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("has ");
  }

  @Test
  void series_withAndWithoutLabels_hasThem() {
    assertThat(SeriesText.series("cpu")).isEqualTo(new SeriesText.Series("cpu", Labels.EMPTY));
    assertThat(SeriesText.series("cpu {}").labels()).isEqualTo(Labels.EMPTY);
    assertThat(SeriesText.series("cpu{instance_id=\"web-1\", path=\"/a,b}\",}"))
        .isEqualTo(
            new SeriesText.Series("cpu", Labels.of("instance_id", "web-1", "path", "/a,b}")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"cpu{", "cpu{a}", "cpu{a=\"b\" c=\"d\"}", "cpu{a=~\"b\"}", "cpu{a!=\"b\"}"})
  void series_otherText_isRefused(String text) {
    assertThatThrownBy(() -> SeriesText.series(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("must ");
  }
}
