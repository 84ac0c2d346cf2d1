package dev.tocsin.notifier.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.core.convert.ConversionService;
import io.micronaut.http.HttpParameters;
import io.micronaut.http.simple.SimpleHttpParameters;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QueryFlagsTest {
  @ParameterizedTest
  @ValueSource(strings = {"true", "TRUE", "1", "yes", "on", "y", "t", "enabled", ""})
  void of_aTrueWord_isYes(String text) {
    assertThat(QueryFlags.of(query(text), "active")).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"false", "0", "no", "maybe", "truth"})
  void of_anyOtherText_isNo(String text) {
    assertThat(QueryFlags.of(query(text), "active")).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"silenced", "muted"})
  void of_anAbsentParameter_isYes(String name) {
    assertThat(QueryFlags.of(query("false"), name)).isTrue();
  }

  private static HttpParameters query(String active) {
    return new SimpleHttpParameters(
        new LinkedHashMap<>(Map.of("active", List.of(active))), ConversionService.SHARED);
  }
}
