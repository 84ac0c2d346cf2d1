package dev.tocsin.evaluator.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RawRecordTest {
  @ParameterizedTest
  @CsvSource({
    "true,  10:00:00, 10:00:05, 10:00:00",
    "true,  10:00:05, 10:00:05, 10:00:05",
    "true,  10:00:09, 10:00:05, 10:00:05",
    "false, 10:00:00, 10:00:05, 10:00:05",
    "false, 10:00:09, 10:00:05, 10:00:05",
  })
  void arrival_isTheBrokersTimestampUpToTheClock_elseTheClock(
      boolean appendTime, String timestamp, String clock, String arrival) {
    RawRecord record =
        new RawRecord(7, at(timestamp).toEpochMilli(), appendTime, new byte[0], Optional.empty());

    assertThat(record.arrival(at(clock))).isEqualTo(at(arrival));
  }

  private static Instant at(String time) {
    return Instant.parse("2026-11-21T" + time + "Z");
  }
}
