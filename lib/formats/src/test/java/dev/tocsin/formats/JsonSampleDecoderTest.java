package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.formats.Decoded.Rejected;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonSampleDecoderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");

  private final JsonSampleDecoder decoder = new JsonSampleDecoder();

  private Decoded decode(String json) {
    return decoder.decode(json.getBytes(UTF_8), NOW);
  }

  private static String record(String name, String value, String timestamp, String more) {
    return "{\"metric_name\":"
        + name
        + ",\"value\":"
        + value
        + ",\"timestamp\":"
        + timestamp
        + more
        + "}";
  }

  private static String with(String more) {
    return record("\"cpu\"", "1", "\"2026-11-21T10:00:00Z\"", more);
  }

  private Sample sample(String json) {
    return theSample(decode(json));
  }

  private static Sample theSample(Decoded decoded) {
    assertThat(decoded.rejected()).isEmpty();
    assertThat(decoded.samples()).hasSize(1);
    return decoded.samples().getFirst();
  }

  private Rejected rejected(String json) {
    return theRejection(decode(json));
  }

  private static Rejected theRejection(Decoded decoded) {
    assertThat(decoded.samples()).isEmpty();
    return decoded.rejected().orElseThrow();
  }

  private RejectionReason reason(String json) {
    return rejected(json).reason();
  }

  @Test
  void decode_fullRecord_isTheSample() {
    assertThat(
            sample(
                """
                 { "metric_name" : "cpu_usage_percent", "instance_id":"web-1", "value":91.5,
                   "timestamp":"2026-11-21T10:00:00Z", "unit": {"a":[1,{"b":null}]},
                   "tags":{"environment":"production","n":1.50,"e":1E2,"t":true,"f":false,"x":""}}
                """))
        .isEqualTo(
            new Sample(
                "cpu_usage_percent",
                Labels.of(
                    "instance_id",
                    "web-1",
                    "environment",
                    "production",
                    "n",
                    "1.50",
                    "e",
                    "1E2",
                    "t",
                    "true",
                    "f",
                    "false"),
                91.5,
                NOW));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"tags\":null",
        ",\"instance_id\":null",
        ",\"tags\":{}",
        ",\"tags\":{\"a\":null}",
        ",\"tags\":{\"a\":[],\"a\":null}",
        ",\"tags\":{\"instance_id\":null,\"\":null}",
        ",\"instance_id\":\"a\",\"instance_id\":null",
        ",\"tags\":[],\"tags\":null"
      })
  void decode_nothingOptional_hasNoLabels(String more) {
    assertThat(sample(with(more)).labels()).isEqualTo(Labels.EMPTY);
  }

  @Test
  void decode_tagWithoutValue_isNotThere() {
    assertThat(sample(with(",\"tags\":{\"site\":\"a\",\"rack\":null}")).labels())
        .isEqualTo(Labels.of("site", "a"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7", "-1.50", "1E5", "0"})
  void decode_instanceThatIsANumber_isTakenAsItIsWritten(String number) {
    assertThat(sample(with(",\"instance_id\":" + number)).labels())
        .isEqualTo(Labels.of("instance_id", number));
  }

  @Test
  void decode_repeatedFields_lastCounts() {
    assertThat(
            sample(
                with(
                    ",\"value\":[],\"value\":2,\"instance_id\":\"\",\"instance_id\":\"b\","
                        + "\"tags\":{\"a\":1,\"instance_id\":2},\"tags\":{\"b\":{},\"b\":\"x\"}")))
        .isEqualTo(new Sample("cpu", Labels.of("instance_id", "b", "b", "x"), 2, NOW));
    assertThat(reason(with(",\"value\":null"))).isEqualTo(RejectionReason.BAD_VALUE);
  }

  @Test
  void decode_escapedNames_areTheFields() {
    assertThat(sample("{\"metric\\u005fname\":\"\\u0063pu\",\"value\":1,\"timestamp\":0}"))
        .isEqualTo(new Sample("cpu", Labels.EMPTY, 1, Instant.EPOCH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "\n",
        "null",
        "5",
        "\"x\"",
        "[]",
        "[{}]",
        "{",
        "}",
        "{}x",
        "{} {}",
        "{},",
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{\"a\":-Infinity}",
        "{\"a\":+1}",
        "{\"a\":.5}",
        "{\"a\":5.}",
        "{\"a\":01}",
        "{\"a\":-}",
        "{\"a\":1e}",
        "{\"a\":1_0}",
        "{\"a\":0x1}",
        "{'a':1}",
        "{a:1}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\" 1}",
        "{\"a\":tru}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\u12g4\"}",
        "{\"a\":\"x}",
        "/**/{}",
        "{\"a\":1}//",
        "\uFEFF{}",
        "{\"a\":1]",
        "{\"a\":[}",
        "{\"a\":\"\u0000\"}",
        "\u0000{}",
        "{\"a\":1}\u0000",
        "{\"a\":truex}",
        "{\"a\":1x}",
        "{\"a\":1\"b\":2}"
      })
  void decode_notOneJsonObject_isMalformed(String json) {
    assertThat(reason(json)).isEqualTo(RejectionReason.MALFORMED_JSON);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ff",
        "c0 80",
        "c1 bf",
        "e0 80 80",
        "ed a0 bd",
        "ed b8 80",
        "f0 80 80 80",
        "f4 90 80 80",
        "f8 88 80 80 80",
        "80",
        "c3",
        "e2 82",
        "f0 9f 9a"
      })
  void decode_bytesThatAreNoUtf8_areMalformed(String hex) {
    for (String[] around :
        new String[][] {{"{\"a\":\"", "\"}"}, {"{\"", "\":1}"}, {"{}", ""}, {"", "{}"}}) {
      byte[] bad = HexFormat.ofDelimiter(" ").parseHex(hex);
      byte[] head = around[0].getBytes(UTF_8);
      byte[] tail = around[1].getBytes(UTF_8);
      byte[] all = Arrays.copyOf(head, head.length + bad.length + tail.length);
      System.arraycopy(bad, 0, all, head.length, bad.length);
      System.arraycopy(tail, 0, all, head.length + bad.length, tail.length);
      assertThat(theRejection(decoder.decode(all, NOW)).reason())
          .isEqualTo(RejectionReason.MALFORMED_JSON);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16BE", "UTF-16LE", "UTF-32BE", "UTF-32LE"})
  void decode_otherEncodings_areMalformed(String charset) {
    byte[] bytes = with("").getBytes(Charset.forName(charset));
    assertThat(theRejection(decoder.decode(bytes, NOW)).reason())
        .isEqualTo(RejectionReason.MALFORMED_JSON);
  }

  @Test
  void decode_size_isLimited() {
    int rest = JsonSampleDecoder.MAX_BYTES - with("").length();
    assertThat(sample(with(" ".repeat(rest)))).isEqualTo(sample(with("")));
    assertThat(reason(with(" ".repeat(rest + 1)))).isEqualTo(RejectionReason.TOO_LARGE);
    assertThat(rejected("x".repeat(1_000_000)).detail())
        .isEqualTo("record has 1000000 bytes: at most 65536 are read");
  }

  @Test
  void decode_unknownFieldsOfAnyShape_areIgnored() {
    assertThat(sample(with(",\"a\":" + "[".repeat(30_000) + "]".repeat(30_000))))
        .isEqualTo(sample(with("")));
    assertThat(sample(with(",\"a\":" + "1".repeat(60_000)))).isEqualTo(sample(with("")));
    assertThat(sample(with(",\"" + "n".repeat(60_000) + "\":1"))).isEqualTo(sample(with("")));
    assertThat(sample(with(",\"a\":1e99999999999"))).isEqualTo(sample(with("")));
    assertThat(sample(with(",\"a\":\"\\u0000\\ud83d\""))).isEqualTo(sample(with("")));
    assertThat(sample(with(",\"\\u0000\\ud83d\":1"))).isEqualTo(sample(with("")));
    String names =
        IntStream.range(0, 5_000).mapToObj(n -> ",\"" + n + "\":1").collect(Collectors.joining());
    assertThat(sample(with(names))).isEqualTo(sample(with("")));
  }

  @ParameterizedTest
  @CsvSource({
    "{}, metric_name",
    "'{\"value\":1,\"timestamp\":0}', metric_name",
    "'{\"metric_name\":5,\"timestamp\":0}', value",
    "'{\"metric_name\":5,\"value\":1}', timestamp",
    "'{\"x\":{\"metric_name\":\"a\"},\"value\":1,\"timestamp\":1}', metric_name"
  })
  void decode_fieldMissing_namesIt(String json, String field) {
    assertThat(rejected(json))
        .isEqualTo(new Rejected(RejectionReason.MISSING_FIELD, "record has no \"" + field + "\""));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"\"",
        "5",
        "null",
        "true",
        "[]",
        "{}",
        "\"1a\"",
        "\".a\"",
        "\"a b\"",
        "\"a-b\"",
        "\"ä\"",
        "\"a\\u0000\"",
        "\"a\\ud83d\"",
        "\"a\\n\"",
        "\" a\"",
        "\"a$\""
      })
  void decode_metricName_isRefused(String name) {
    assertThat(reason(record(name, "\"bad\"", "\"bad\"", ""))).isEqualTo(RejectionReason.BAD_NAME);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a", "_", ":", "a.b", "node:cpu.x_9", "A9"})
  void decode_metricName_isTaken(String name) {
    assertThat(sample(record('"' + name + '"', "1", "0", "")).metricName()).isEqualTo(name);
  }

  @Test
  void decode_lengths_areCountedInCodePoints() {
    assertThat(sample(record('"' + "a".repeat(200) + '"', "1", "0", "")).metricName())
        .isEqualTo("a".repeat(200));
    assertThat(reason(record('"' + "a".repeat(201) + '"', "1", "0", "")))
        .isEqualTo(RejectionReason.BAD_NAME);
    assertThat(sample(with(",\"instance_id\":\"" + "🚨".repeat(256) + "\"")).labels())
        .isEqualTo(Labels.of("instance_id", "🚨".repeat(256)));
    assertThat(reason(with(",\"instance_id\":\"" + "🚨".repeat(257) + "\"")))
        .isEqualTo(RejectionReason.BAD_NAME);
    assertThat(sample(with(",\"instance_id\":" + "1".repeat(256))).labels())
        .isEqualTo(Labels.of("instance_id", "1".repeat(256)));
    assertThat(reason(with(",\"instance_id\":" + "1".repeat(257))))
        .isEqualTo(RejectionReason.BAD_NAME);
    assertThat(
            sample(with(",\"tags\":{\"" + "🚨".repeat(128) + "\":1}"))
                .labels()
                .get("🚨".repeat(128)))
        .isEqualTo("1");
    assertThat(reason(with(",\"tags\":{\"" + "🚨".repeat(129) + "\":1}")))
        .isEqualTo(RejectionReason.BAD_TAGS);
    assertThat(
            sample(with(",\"tags\":{\"a\":\"" + "\\ud83d\\udea8".repeat(1_024) + "\"}"))
                .labels()
                .get("a"))
        .isEqualTo("🚨".repeat(1_024));
    assertThat(reason(with(",\"tags\":{\"a\":\"" + "🚨".repeat(1_025) + "\"}")))
        .isEqualTo(RejectionReason.BAD_TAGS);
    assertThat(reason(with(",\"tags\":{\"a\":" + "1".repeat(1_025) + "}")))
        .isEqualTo(RejectionReason.BAD_TAGS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"\"", "true", "[]", "{}", "\"\\u0000\"", "\"\\udea8\"", "\"a\\ud83db\""})
  void decode_instanceId_isRefusedBeforeTheValue(String instance) {
    assertThat(reason(record("\"a\"", "null", "null", ",\"instance_id\":" + instance)))
        .isEqualTo(RejectionReason.BAD_NAME);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\"1\"", "null", "true", "[1]", "{}", "1e999", "-1e999", "1e99999999999999"})
  void decode_value_isRefusedBeforeTheTimestamp(String value) {
    assertThat(reason(record("\"a\"", value, "null", ",\"tags\":5")))
        .isEqualTo(RejectionReason.BAD_VALUE);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, -0.0",
    "91.5, 91.5",
    "1e308, 1e308",
    "1e-999, 0",
    "-1.5E+3, -1500",
    "123456789012345678901234567890, 123456789012345678901234567890",
    "4.9e-324, 4.9e-324",
    "0.1, 0.1"
  })
  void decode_value_isThatDouble(String written, double value) {
    assertThat(sample(record("\"a\"", written, "0", "")).value()).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-21T10:00:00Z, 2026-11-21T10:00:00Z",
    "2026-11-21T10:00:00.1Z, 2026-11-21T10:00:00.100Z",
    "2026-11-21T10:00:00.123456789Z, 2026-11-21T10:00:00.123Z",
    "2026-11-21T10:00:00.999999999Z, 2026-11-21T10:00:00.999Z",
    "2026-11-21T10:00:00+01:00, 2026-11-21T09:00:00Z",
    "2026-11-21T10:00:00.5-00:00, 2026-11-21T10:00:00.500Z",
    "2026-11-21T10:00:00+23:59, 2026-11-20T10:01:00Z",
    "2026-11-20T10:00:00-23:59, 2026-11-21T09:59:00Z",
    "1970-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    "1969-12-31T23:30:00-01:00, 1970-01-01T00:30:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z",
    "2000-02-29T23:59:59Z, 2000-02-29T23:59:59Z",
  })
  void decode_timeAsText_isCutToMilliseconds(String text, Instant time) {
    assertThat(sample(record("\"a\"", "1", '"' + text + '"', "")).timestamp()).isEqualTo(time);
  }

  @Test
  void decode_lastMillisecondOf9999_isTakenWithoutAClock() {
    for (String time :
        new String[] {
          "\"9999-12-31T23:59:59.999999999Z\"",
          "\"9999-12-31T22:59:59.9999-01:00\"",
          "253402300799.9999999999"
        }) {
      byte[] record = record("\"a\"", "1", time, "").getBytes(UTF_8);
      assertThat(theSample(decoder.decode(record, Instant.MAX)).timestamp())
          .isEqualTo(Instant.parse("9999-12-31T23:59:59.999Z"));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-11-21",
        "2026-11-21T10:00Z",
        "2026-11-21T10:00:00",
        "2026-11-21t10:00:00Z",
        "2026-11-21T10:00:00z",
        "2026-11-21 10:00:00Z",
        "2026-11-21T10:00:60Z",
        "2026-11-21T24:00:00Z",
        "2026-11-21T10:60:00Z",
        "2026-13-21T10:00:00Z",
        "2026-00-21T10:00:00Z",
        "2026-11-31T10:00:00Z",
        "2026-11-00T10:00:00Z",
        "2026-02-29T10:00:00Z",
        "1900-02-29T00:00:00Z",
        "2100-02-29T00:00:00Z",
        "2026-11-21T10:00:00.Z",
        "2026-11-21T10:00:00.1234567890Z",
        "2026-11-21T10:00:00,5Z",
        "2026-11-21T10:00:00+0100",
        "2026-11-21T10:00:00+01",
        "2026-11-21T10:00:00+24:00",
        "2026-11-21T10:00:00+01:60",
        "2026-11-21T10:00:00ZZ",
        "2026-11-21T10:00:00Z ",
        " 2026-11-21T10:00:00Z",
        "+2026-11-21T10:00:00Z",
        "02026-11-21T10:00:00Z",
        "10000-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z",
        "1969-12-31T23:59:59.9999999Z",
        "1970-01-01T00:00:00+00:01",
        "9999-12-31T23:59:59-00:01",
        "0000-01-01T00:00:00Z",
        "2026-11-21T10:00:00.1x3Z",
        "2026-1a-21T10:00:00Z",
        "2026-11-21T10:00:00[UTC]",
        "٢026-11-21T10:00:00Z",
        "2026-11-21T10:00:00+:0100",
        "1763719200",
        "now"
      })
  void decode_timeAsText_isRefused(String text) {
    assertThat(reason(record("\"a\"", "1", '"' + text + '"', ",\"tags\":5")))
        .isEqualTo(RejectionReason.BAD_TIMESTAMP);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0, 0",
    "-0.0e5, 0",
    "1763719200, 1763719200000",
    "1763719200.5, 1763719200500",
    "1763719200.1239999, 1763719200123",
    "1.7637192e9, 1763719200000",
    "1e-99999999999, 0",
    "1763719200000e-3, 1763719200000",
    "0.0009, 0",
    "0.001, 1",
    "12e-4, 1",
    "1763719200.999999999999999999999999999999999999999999999, 1763719200999",
    "0e99999999999, 0",
    "1E0, 1000",
    "9e-1, 900"
  })
  void decode_timeAsNumber_isCutToMilliseconds(String number, long millis) {
    assertThat(sample(record("\"a\"", "1", number, "")).timestamp().toEpochMilli())
        .isEqualTo(millis);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-1",
        "-0.0001",
        "-1e-99999999999",
        "253402300800",
        "1e12",
        "1e99999999999",
        "1e999",
        "1763719200000000000000",
        "2534023008e2",
        "null",
        "true",
        "[]",
        "{}"
      })
  void decode_timeAsNumberOrElse_isRefused(String number) {
    assertThat(reason(record("\"a\"", "1", number, ",\"tags\":5")))
        .isEqualTo(RejectionReason.BAD_TIMESTAMP);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "5",
        "\"a\"",
        "[]",
        "true",
        "{\"a\":[]}",
        "{\"a\":{}}",
        "{\"\":1}",
        "{\"instance_id\":\"a\"}",
        "{\"metric_name\":\"a\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\\ud83d\"}",
        "{\"\\u0000\":1}",
        "{\"\\ud83d\":1}",
        "{\"a\\udea8\":1}"
      })
  void decode_tags_areRefusedBeforeTheFuture(String tags) {
    assertThat(reason(record("\"a\"", "1", "\"2027-01-01T00:00:00Z\"", ",\"tags\":" + tags)))
        .isEqualTo(RejectionReason.BAD_TAGS);
  }

  @Test
  void decode_tags_areAtMost64() {
    String tags =
        IntStream.range(0, 64).mapToObj(n -> "\"t" + n + "\":1").collect(Collectors.joining(","));
    assertThat(sample(with(",\"tags\":{" + tags + "}")).labels().size()).isEqualTo(64);
    assertThat(sample(with(",\"tags\":{" + tags + ",\"t0\":2}")).labels().size()).isEqualTo(64);
    assertThat(sample(with(",\"tags\":{" + tags + ",\"x\":null}")).labels().size()).isEqualTo(64);
    assertThat(rejected(with(",\"tags\":{" + tags + ",\"x\":2}")))
        .isEqualTo(new Rejected(RejectionReason.BAD_TAGS, "tags must be at most 64, not 65"));
  }

  @Test
  void decode_fromTheFuture_isRefusedBeyondTenMinutes() {
    assertThat(sample(record("\"a\"", "1", "\"2026-11-21T10:10:00.0009Z\"", "")).timestamp())
        .isEqualTo(Instant.parse("2026-11-21T10:10:00Z"));
    assertThat(rejected(record("\"a\"", "1", "\"2026-11-21T10:10:00.001Z\"", "")))
        .isEqualTo(
            new Rejected(
                RejectionReason.FROM_THE_FUTURE,
                "timestamp is 2026-11-21T10:10:00.001Z: more than 10 minutes ahead of the clock,"
                    + " 2026-11-21T10:00:00Z"));
  }

  @ParameterizedTest
  @CsvSource({
    "1795255200000, ' (milliseconds?)'",
    "1795255200000000, ' (microseconds?)'",
    "1795255200000000000, ' (nanoseconds?)'",
    "1.7952552e12, ' (milliseconds?)'",
    "253402300800, ' (milliseconds?)'",
    "-1, ''",
    "1e30, ''",
    "1e999, ''"
  })
  void decode_timeOutOfRange_namesTheUnitThatFits(String time, String hint) {
    assertThat(rejected(record("\"a\"", "1", time, "")))
        .isEqualTo(
            new Rejected(
                RejectionReason.BAD_TIMESTAMP,
                "timestamp must be a time as RFC 3339 has it or a number of seconds, of the years"
                    + " 1970 to 9999, not "
                    + time
                    + hint));
  }

  /** Also of a series that is known, which the parser does not read again. */
  @Test
  void decode_timeFarInTheFuture_asksForMilliseconds() {
    assertThat(sample(record("\"a\"", "1", "0", ""))).isNotNull();
    assertThat(rejected(record("\"a\"", "1", "152000000000", "")).detail())
        .isEqualTo(
            "timestamp is 6786-09-09T06:13:20Z (milliseconds?): more than 10 minutes ahead of the"
                + " clock, 2026-11-21T10:00:00Z");
    assertThat(rejected(record("\"a\"", "1", "1795256400", "")).detail())
        .isEqualTo(
            "timestamp is 2026-11-21T10:20:00Z: more than 10 minutes ahead of the clock,"
                + " 2026-11-21T10:00:00Z");
    assertThat(rejected(record("\"a\"", "1", "\"6786-09-09T06:13:20Z\"", "")).detail())
        .doesNotContain("milliseconds");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{\"a\":1,}|not valid JSON at line 1, column 8, near {\"a\":1,}",
        "{\"value\":NaN}|not valid JSON at line 1, column 13, near {\"value\":NaN}: a number is"
            + " finite, and has digits",
        "{\"a\":|not valid JSON: it ends too early",
        "{\"a\":\"x}|not valid JSON: it ends too early",
        "{'a':1}|not valid JSON at line 1, column 2, near {'a':1}",
        "{\"a\":01}|not valid JSON at line 1, column 7, near {\"a\":01}",
        "{\"\\ud83d\":1,é}|not valid JSON at line 1, column 13, near {\"\\ud83d\":1,é}"
      })
  void decode_noJson_namesThePlaceInOurOwnWords(String json, String detail) {
    assertThat(rejected(json)).isEqualTo(new Rejected(RejectionReason.MALFORMED_JSON, detail));
  }

  @Test
  void decode_rejected_detailsCanBeStoredAnywhere() {
    assertThat(rejected(record("\"\\u0000\\ud83d" + "x".repeat(500) + "\"", "1", "0", "")).detail())
        .isEqualTo(
            "metric_name must be 1 to 200 characters of a-z, A-Z, 0-9, _, : and ., not beginning"
                + " with a digit or a point, not \"\\u0000\\ud83d"
                + "x".repeat(78)
                + "…\"");
    assertThat(rejected("{\u0000").detail()).doesNotContain("\u0000");
  }

  /** Records put together of right and wrong parts, some then with bytes changed. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void decode_anyRecord_isWhatTheNaiveDecoderSays(long seed) {
    Random random = new Random(seed);
    for (int n = 0; n < 20_000; n++) {
      byte[] bytes = SampleFuzz.record(random);
      Decoded decoded = decoder.decode(bytes, NOW);
      Object found =
          decoded.rejected().isPresent() ? theRejection(decoded).reason() : theSample(decoded);
      decoded
          .rejected()
          .ifPresent(rejected ->
              assertThat(rejected.detail())
                  .isNotBlank()
                  .doesNotContain("JsonReadFeature", "Object ("));
      assertThat(found)
          .as(() -> seed + ": " + new String(bytes, UTF_8))
          .isEqualTo(NaiveDecoder.decode(bytes, NOW));
    }
  }
}
