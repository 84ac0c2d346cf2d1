package dev.tocsin.notifier.api.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApiTimeTest {
  @ParameterizedTest
  @CsvSource({
    "2026-01-31T18:00:00Z, 2026-01-31T18:00:00Z",
    "2026-01-31T18:00:00.123456789Z, 2026-01-31T18:00:00.123456789Z",
    "2026-01-31T18:00:00.5+02:00, 2026-01-31T16:00:00.500Z",
    "2026-01-31T18:00:00-0730, 2026-02-01T01:30:00Z",
    "2026-01-31T18:00:00, 2026-01-31T18:00:00Z",
    "2026-01-31 18:00:00, 2026-01-31T18:00:00Z",
    "2026-01-31T18:00Z, 2026-01-31T18:00:00Z",
    "2026-01-31, 2026-01-31T00:00:00Z",
    "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
  })
  void parse_aTime_isThatInstant(String text, Instant time) {
    assertThat(ApiTime.parse(text)).contains(time);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "2026", "2026-13-01", "18:00", "1769882400", "0000-01-01T00:00:00Z"})
  void parse_noTime_isEmpty(String text) {
    assertThat(ApiTime.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "2026-01-31T18:00:00.123999Z, 2026-01-31T18:00:00.123Z",
    "2026-01-31T18:00:00Z, 2026-01-31T18:00:00.000Z",
  })
  void format_aTime_hasMillisecondsCutOff(Instant time, String text) {
    assertThat(ApiTime.format(time)).isEqualTo(text);
  }
}
