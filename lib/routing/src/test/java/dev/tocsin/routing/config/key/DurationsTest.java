package dev.tocsin.routing.config.key;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "0s, PT0S",
    "0ms, PT0S",
    "30s, PT30S",
    "5m, PT5M",
    "1h30m, PT1H30M",
    "1d, PT24H",
    "1w, PT168H",
    "1y, PT8760H",
    "1y2w3d4h5m6s7ms, PT9172H5M6.007S",
    "1ms, PT0.001S",
    "00s, PT0S",
    "90m, PT90M",
    "292y, PT2557920H"
  })
  void prometheus_unitsInOrder_areAdded(String text, Duration duration) {
    assertThat(Durations.prometheus(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "5",
        "s",
        "1.5h",
        "-5s",
        "+5s",
        "1m1h",
        "1h1h",
        "1h 30m",
        "1us",
        "1M",
        "5 m",
        "1h30",
        "293y",
        "99999999999999999999999s",
        "99999999999999999999s",
        "٥m",
        "１s",
        "1_0s",
        "0h0",
        "..s"
      })
  void prometheus_anythingElse_isNone(String text) {
    assertThat(Durations.prometheus(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "1.5h, PT1H30M",
    "300ms, PT0.3S",
    "1m30s, PT1M30S",
    "1h1h, PT2H",
    "30s1m, PT1M30S",
    ".5s, PT0.5S",
    "5.s, PT5S",
    "+5s, PT5S",
    "100us, PT0.0001S",
    "100µs, PT0.0001S",
    "1ns, PT0.000000001S",
    "0.1ns, PT0S"
  })
  void go_unitsInAnyOrder_areAdded(String text, Duration duration) {
    assertThat(Durations.go(text)).contains(duration);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "5", "s", "1d", "1w", "-5s", "1..5s", ".s", "1 s", "++5s", "9999999h"})
  void go_anythingElse_isNone(String text) {
    assertThat(Durations.go(text)).isEmpty();
  }
}
