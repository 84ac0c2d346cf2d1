package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Records that Telegraf wrote (records/telegraf), of the metrics in metrics.influx. */
class TelegrafRecordsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:30Z");

  private final SampleDecoder json = new TelegrafJsonDecoder(Set.of());
  private final SampleDecoder lines = new InfluxLineDecoder(Set.of());

  private static byte[] bytes(String name) {
    return Records.read("telegraf/" + name);
  }

  /** With the times as seconds, which Telegraf cuts down towards 1970. */
  private static final List<String> IN_SECONDS =
      List.of(
          "cpu_usage_idle{cpu=\"cpu0\",host=\"web-1\"} 98.5 @2026-11-21T10:00:00Z",
          "cpu_usage_user{cpu=\"cpu0\",host=\"web-1\"} 0.00125 @2026-11-21T10:00:00Z",
          "docker_exit{container=\"shop 1\",image=\"a,b=c\"} -7.0 @2026-11-21T10:00:00Z",
          "docker_healthy{container=\"shop 1\",image=\"a,b=c\"} 1.0 @2026-11-21T10:00:00Z",
          "docker_restarting{container=\"shop 1\",image=\"a,b=c\"} 0.0 @2026-11-21T10:00:00Z",
          "docker{container=\"shop 1\",image=\"a,b=c\"} 660.0 @2026-11-21T10:00:00Z",
          "net_dropped{host=\"web-1\"} 0.0 @2026-11-21T10:00:00Z",
          "net_huge{host=\"web-1\"} 1.7976931348623157E308 @2026-11-21T10:00:00Z",
          "net_least{host=\"web-1\"} -9.223372036854776E18 @2026-11-21T10:00:00Z",
          "net_most{host=\"web-1\"} 9.223372036854776E18 @2026-11-21T10:00:00Z",
          "net_received{host=\"web-1\"} 1.8446744073709552E19 @2026-11-21T10:00:00Z",
          "net_tiny{host=\"web-1\"} 4.9E-324 @2026-11-21T10:00:00Z",
          "net_zero{host=\"web-1\"} -0.0 @2026-11-21T10:00:00Z",
          "my_disk_1_used_now{mount point=\"C:\\\\data\\\\x\",señal=\"é🚨\"} 1.0 @2026-11-21T09:59:59Z",
          "log{} 3.0 @2026-11-21T10:00:00Z",
          "config{} 4.0 @2026-11-21T10:00:00Z",
          "old{} 5.0 @1970-01-01T00:00:00Z");

  /** The same with the milliseconds of the metrics, but for the one of before 1970. */
  private static List<String> inMilliseconds() {
    return IN_SECONDS.stream()
        .filter(line -> !line.startsWith("old"))
        .map(line ->
            line.startsWith("log") || line.startsWith("config")
                ? line
                : line.replace("10:00:00Z", "10:00:00.123Z").replace("09:59:59Z", "09:59:59.999Z"))
        .toList();
  }

  @Test
  void json_batch_isASampleOfEachNumberAndBoolean() {
    Decoded decoded = json.decode(bytes("batch.json"), NOW);

    assertThat(Records.refusal(decoded)).isEmpty();
    assertThat(Records.lines(decoded)).containsExactlyElementsOf(IN_SECONDS);
  }

  /** Each line is a record, with its line feed, as Telegraf's output for Kafka sends it. */
  @Test
  void json_single_isTheSameInARecordEach() {
    List<String> found = new ArrayList<>();
    for (String record : new String(bytes("single.json"), UTF_8).split("(?<=\n)", -1)) {
      if (!record.isEmpty()) {
        Decoded decoded = json.decode(record.getBytes(UTF_8), NOW);
        assertThat(Records.refusal(decoded)).isEmpty();
        found.addAll(Records.lines(decoded));
      }
    }
    assertThat(found).containsExactlyElementsOf(IN_SECONDS);
  }

  /** A field whose text is made an object is no sample. */
  @Test
  void json_nestedFields_areLeftOut() {
    Decoded decoded = json.decode(bytes("nested.json"), NOW);

    assertThat(new String(bytes("nested.json"), UTF_8)).contains("\"json\":{\"a\":{\"b\":[1,2]}");
    assertThat(Records.refusal(decoded)).isEmpty();
    assertThat(Records.lines(decoded)).containsExactlyElementsOf(IN_SECONDS);
  }

  @Test
  void json_timestampFormat_isTheTimeToTheMillisecond() {
    assertAllButTheOldOne(json.decode(bytes("rfc3339.json"), NOW));
  }

  /** No number says its unit: other units than seconds are beyond the years that are allowed. */
  @ParameterizedTest
  @CsvSource({
    "milliseconds.json, ' (milliseconds?)'",
    "microseconds.json, ''",
    "nanoseconds.json, ''"
  })
  void json_otherUnits_areRefused(String name, String hint) {
    Decoded decoded = json.decode(bytes(name), NOW);

    assertThat(Records.refusal(decoded))
        .startsWith("bad_timestamp: 1")
        .contains("timestamp must be there, and of the years 1970 to 9999" + hint);
    assertThat(Records.lines(decoded)).noneMatch(line -> line.contains("@2026"));
  }

  @Test
  void line_points_areASampleOfEachNumberAndBoolean() {
    assertAllButTheOldOne(lines.decode(bytes("points.influx"), NOW));
  }

  private static void assertAllButTheOldOne(Decoded decoded) {
    assertThat(Records.lines(decoded)).containsExactlyElementsOf(inMilliseconds());
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "bad_timestamp: 1 of 17 samples refused: bad_timestamp 1 (old: timestamp must be there,"
                + " and of the years 1970 to 9999)");
  }

  /** Without influx_uint_support Telegraf writes whole numbers with i, to the greatest it has. */
  @Test
  void line_signedNumbers_areAsTelegrafWritesThem() {
    assertThat(new String(bytes("signed.influx"), UTF_8))
        .contains("dropped=0i", "received=9223372036854775807i");
    assertThat(Records.lines(lines.decode(bytes("signed.influx"), NOW)))
        .containsExactlyElementsOf(
            inMilliseconds().stream()
                .map(line -> line.replace("1.8446744073709552E19", "9.223372036854776E18"))
                .toList());
  }

  @Test
  void line_withoutTimes_hasThatOfTheRecord() {
    SampleClock clock = new SampleClock(NOW, Instant.parse("2026-11-21T10:00:07Z").toEpochMilli());
    Decoded decoded = lines.decode(bytes("timeless.influx"), clock);

    assertThat(Records.refusal(decoded)).isEmpty();
    assertThat(Records.lines(decoded))
        .containsExactlyElementsOf(
            IN_SECONDS.stream()
                .map(line -> line.replaceFirst("@.*", "@2026-11-21T10:00:07Z"))
                .map(line -> line.replace("1.8446744073709552E19", "9.223372036854776E18"))
                .toList());
  }
}
