package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Telegraf's JSON and InfluxDB's line protocol; records are those of their documentation. */
class TelegrafDecodersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final SampleDecoder json = new TelegrafJsonDecoder(Set.of());
  private final SampleDecoder lines = new InfluxLineDecoder(Set.of());

  private static Decoded decoded(SampleDecoder decoder, String record) {
    return decoder.decode(record.getBytes(UTF_8), NOW);
  }

  private static final String DOCKER =
      """
      {
        "fields": {
          "field_1": 30,
          "field_2": 4.5,
          "healthy": true,
          "status": "running",
          "value": 660
        },
        "name": "docker",
        "tags": {
          "host": "raynor",
          "none": null
        },
        "timestamp": 1458229140
      }
      """;

  @Test
  void json_metric_isASampleOfEachField() {
    String tags = "{host=\"raynor\"} ";
    String at = " @2016-03-17T15:39:00Z";
    Decoded decoded = decoded(json, DOCKER);

    assertThat(Records.refusal(decoded)).isEmpty();
    assertThat(Records.lines(decoded))
        .containsExactly(
            "docker_field_1" + tags + "30.0" + at,
            "docker_field_2" + tags + "4.5" + at,
            "docker_healthy" + tags + "1.0" + at,
            "docker" + tags + "660.0" + at);
  }

  @Test
  void json_batch_isThatOfItsMetrics() {
    Decoded decoded = decoded(json, "{\"metrics\": [" + DOCKER + "," + DOCKER + ", {}]}");

    assertThat(decoded.samples()).hasSize(8);
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "missing_field: 1 of 9 samples refused: missing_field 1 (a metric: it has no"
                + " \"name\")");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1458229140000 | bad_timestamp: 1 of 1 samples refused: bad_timestamp 1 (m: timestamp must be"
            + " there, and of the years 1970 to 9999 (milliseconds?))",
        "\"today\" | bad_timestamp: 1 of 1 samples refused: bad_timestamp 1 (m: timestamp must be"
            + " there, and of the years 1970 to 9999)",
        "\"2016-03-17T15:39:00Z\" | ``",
        "null | bad_timestamp: 1 of 1 samples refused: bad_timestamp 1 (m: timestamp must be there,"
            + " and of the years 1970 to 9999)"
      })
  void json_time_isSecondsOrRfc3339(String time, String refusal) {
    String record = "{\"name\":\"m\",\"fields\":{\"value\":1},\"timestamp\":%s}".formatted(time);

    assertThat(Records.refusal(decoded(json, record))).isEqualTo(refusal);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}{}",
        "{\"name\":1}",
        "{\"tags\":[]}",
        "{\"fields\":1}",
        "{\"metrics\":{}}",
        "{\"metrics\":[1]}",
        "{\"metrics\":[[]]}"
      })
  void json_otherShape_isMalformed(String record) {
    assertThat(Records.refusal(decoded(json, record)))
        .startsWith("malformed_json: ")
        .doesNotContain("JsonReadFeature");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "weather,location=us-midwest temperature=82 1465839830100400200"
            + " | weather_temperature{location=\"us-midwest\"} 82.0",
        "weather,location=us-midwest value=82.5e1 1465839830100400200"
            + " | weather{location=\"us-midwest\"} 825.0",
        "my\\ Measurement,tag\\ Key1=tag\\ Value1,tag\\,Key2=a\\=b fieldKey=100 1465839830100400200"
            + " | my_Measurement_fieldKey{tag Key1=\"tag Value1\",tag,Key2=\"a=b\"} 100.0",
        "m,tagKey=\uD83C\uDF6D fieldKey=-7i 1465839830100400200 | m_fieldKey{tagKey=\"\uD83C\uDF6D\"} -7.0",
        "m u=18446744073709551615u 1465839830100400200 | m_u{} 1.8446744073709552E19",
        "m a\\ b=t 1465839830100400200 | m_a_b{} 1.0",
        "m a=FALSE 1465839830100400200 | m_a{} 0.0",
        "m path=\"C:\\\\\",a=.5 1465839830100400200 | m_a{} 0.5",
        "m,a=\\x=1,b=2\\ a=1. 1465839830100400200 | ``",
        "m s=\"\\\"string\\\", within = 1\",a=1 1465839830100400200 | m_a{} 1.0"
      })
  void line_point_isASampleOfEachField(String line, String sample) {
    List<String> found = Records.lines(decoded(lines, line));

    assertThat(String.join(";", found).replace(" @2016-06-13T17:43:50.100Z", "")).isEqualTo(sample);
  }

  @Test
  void line_record_isThatOfItsGoodLines() {
    Decoded decoded =
        decoded(
            lines,
            """
            # comment, with field=1

            cpu,cpu=cpu0 idle=98.5,busy=1i 1795255200123456789\r
            cpu,cpu=cpu1 text="two
            lines",idle=3 1795255200123456789
            cpu idle 1795255200123456789
            cpu,=x idle=1 1795255200123456789
            cpu idle=NaN 1795255200123456789
            cpu idle=1 1.5
            cpu idle=1 1795255200123456789 x
            cpu idle=1 99999999999999999999
            cpu idle="x
            """);

    assertThat(Records.lines(decoded))
        .containsExactly(
            "cpu_idle{cpu=\"cpu0\"} 98.5 @2026-11-21T10:00:00.123Z",
            "cpu_busy{cpu=\"cpu0\"} 1.0 @2026-11-21T10:00:00.123Z",
            "cpu_idle{cpu=\"cpu1\"} 3.0 @2026-11-21T10:00:00.123Z");
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "malformed_line: 7 of 10 samples refused: malformed_line 7 (line 6: a field must be"
                + " written name=value, near \"cpu idle 1795255200123456789\\u000acpu,=x idle\")");
  }

  @Test
  void line_withoutTime_hasThatOfTheRecordOrNone() {
    byte[] line = "myMeasurement fieldKey=1".getBytes(UTF_8);

    assertThat(Records.refusal(lines.decode(line, NOW))).startsWith("bad_timestamp: ");
    assertThat(Records.lines(lines.decode(line, new SampleClock(NOW, NOW.toEpochMilli()))))
        .containsExactly("myMeasurement_fieldKey{} 1.0 @2026-11-21T10:00:00Z");
  }

  @Test
  void decode_size_isLimited() {
    byte[] large = new byte[RecordSize.MAX_BYTES + 1];
    for (SampleDecoder decoder : List.of(json, lines)) {
      assertThat(Records.refusal(decoder.decode(large, NOW))).startsWith("too_large: ");
    }
  }

  /** What is written by the rules of escaping is read as it was meant. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void line_anyNames_areReadAsTheyWereWritten(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < 3_000; n++) {
      Map<String, String> tags = new TreeMap<>();
      for (int left = random.nextInt(4); left > 0; left--) {
        tags.put(text(random), text(random));
      }
      String field = text(random);
      double value = Double.longBitsToDouble(random.nextLong());
      value = Double.isFinite(value) ? value : 1;
      String line =
          "m"
              + tags.entrySet().stream()
                  .map(tag -> "," + escaped(tag.getKey()) + "=" + escaped(tag.getValue()))
                  .collect(Collectors.joining())
              + " "
              + escaped(field)
              + "="
              + value
              + ",other=\""
              + text(random).replace("\\", "\\\\").replace("\"", "\\\"")
              + "\" 1465839830100400200";
      Decoded decoded = decoded(lines, line);

      assertThat(decoded.samples()).as(line).hasSize(1);
      assertThat(decoded.samples().getFirst().labels().asMap()).as(line).isEqualTo(tags);
      assertThat(decoded.samples().getFirst().value()).isEqualTo(value);
    }
  }

  /** No backslash: whether it escapes depends on what follows it. */
  private static String text(Random random) {
    String likely = "ab,= \"é🚨#{}";
    int[] points = likely.codePoints().toArray();
    StringBuilder text = new StringBuilder("x");
    for (int left = random.nextInt(5); left > 0; left--) {
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  private static String escaped(String name) {
    return name.replace(",", "\\,").replace("=", "\\=").replace(" ", "\\ ");
  }
}
