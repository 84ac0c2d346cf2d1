package dev.tocsin.notifier.flush;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlushSettingsTest {
  @ParameterizedTest(name = "{0}, {2}")
  @CsvSource({
    "repeat after 1 h,     PT1H,  retention 120 h, PT120H, PT2H",
    "repeat after 7.5 min, PT7M30S, retention 120 h, PT120H, PT15M",
    "repeat after 1 s,     PT1S,  retention 120 h, PT120H, PT15M",
    "repeat after 100 h,   PT100H, retention 120 h, PT120H, PT120H",
    "repeat after 1 s,     PT1S,  retention 1 min, PT1M,   PT1M",
  })
  void keptFor_repeatIntervalAndRetention_isTwoRepeatsWithinLimits(
      String repeat, Duration repeatInterval, String kept, Duration retention, Duration expected) {
    FlushSettings settings = new FlushSettings("", true, true, true, retention);
    assertThat(settings.keptFor(repeatInterval)).isEqualTo(expected);
  }
}
