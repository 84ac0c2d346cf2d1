package dev.tocsin.formats;

import static dev.tocsin.formats.WriteRequests.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWriteDecoderTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final long MILLIS = NOW.toEpochMilli();
  private static final double STALE = Double.longBitsToDouble(RemoteWriteDecoder.STALE);
  private static final String AT = " @2026-11-21T10:00:00Z";

  private final RemoteWriteDecoder decoder = new RemoteWriteDecoder(Set.of());

  private Decoded decode(WriteRequests request) {
    return decoder.decode(request.compressed(), NOW);
  }

  @Test
  void decode_whatPrometheusWrites_areItsSeries() {
    Decoded decoded = decoder.decode(Records.read("remote-write.snappy"), NOW);

    assertThat(Records.lines(decoded))
        .containsExactly(
            "http_requests_total{instance=\"web-1:9100\",job=\"web\"} 12.5"
                + " @2026-11-21T10:00:00.123Z",
            "http_requests_total{instance=\"web-1:9100\",job=\"web\"} 0.0"
                + " @2026-11-21T10:00:00.124Z",
            "node_load1{instance_id=\"i-1\"} -1.0" + " @2026-11-21T10:00:00.123Z");
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "unsupported: 3 of 6 samples refused: unsupported 1 (native: native histograms are not"
                + " read: let the sender write classic ones), missing_field 1 (a series: it has no"
                + " label __name__), bad_value 1 (endless: value must be a finite number, not"
                + " Infinity)");
  }

  /** What the tests below write is what Prometheus's own library writes. */
  @Test
  void writeRequests_areThoseOfPrometheus() {
    long millis = MILLIS + 123;
    double none = Double.longBitsToDouble(0x7ff8000000000001L);

    assertThat(
            new WriteRequests()
                .series(
                    new WriteRequests.Point[] {at(12.5, millis), at(0, millis + 1)},
                    "__name__",
                    "http_requests_total",
                    "instance",
                    "web-1:9100",
                    "job",
                    "web")
                .series(at(STALE, millis), "__name__", "up", "instance", "web-2:9100")
                .series(at(Double.POSITIVE_INFINITY, millis), "__name__", "endless")
                .series(at(none, millis), "__name__", "rpc", "quantile", "0.5")
                .series(at(-1, millis), "__name__", "node_load1", "instance_id", "i-1")
                .series(at(1, millis), "job", "nameless")
                .add(1, WriteRequests.nativeHistogram(3, 1, millis, "__name__", "native"))
                .add(3, WriteRequests.metadata(2, "up", "h"))
                .plain())
        .isEqualTo(Records.read("remote-write.pb"));
  }

  static Stream<Arguments> taken() {
    String none = "{} ";
    return Stream.of(
        Arguments.of(at(1.5, MILLIS), labels(), List.of("m" + none + "1.5" + AT)),
        Arguments.of(at(0, 0), labels(), List.of("m" + none + "0.0 @1970-01-01T00:00:00Z")),
        Arguments.of(
            at(1, MILLIS + 600_000), labels(), List.of("m" + none + "1.0 @2026-11-21T10:10:00Z")),
        Arguments.of(at(1, MILLIS), labels("instance", ""), List.of("m" + none + "1.0" + AT)),
        Arguments.of(
            at(1, MILLIS),
            labels("instance", "i", "a", "é", "b", ""),
            List.of("m{a=\"é\",instance=\"i\"} 1.0" + AT)),
        Arguments.of(
            at(1, MILLIS),
            labels("metric_name", "n", "instance_id", "i-1", "instance", "web-1:9100"),
            List.of("m{instance=\"web-1:9100\",instance_id=\"i-1\",metric_name=\"n\"} 1.0" + AT)),
        Arguments.of(at(1, MILLIS), labels("a", "1", "a", "2"), List.of("m{a=\"2\"} 1.0" + AT)),
        Arguments.of(at(STALE, MILLIS), labels(), List.of()),
        Arguments.of(at(Double.NaN, MILLIS), labels("quantile", "0.9"), List.of()));
  }

  private static String[] labels(String... more) {
    return Stream.concat(Stream.of("__name__", "m"), Stream.of(more)).toArray(String[]::new);
  }

  @ParameterizedTest
  @MethodSource
  void taken(WriteRequests.Point point, String[] labels, List<String> lines) {
    Decoded decoded = decode(new WriteRequests().series(point, labels));

    assertThat(Records.lines(decoded)).isEqualTo(lines);
    assertThat(Records.refusal(decoded)).isEmpty();
  }

  @Test
  void decode_timeInMicroseconds_isRefusedWithTheHint() {
    long micros = MILLIS * 1_000;

    assertThat(Records.refusal(decode(new WriteRequests().series(at(1, micros), "__name__", "up"))))
        .isEqualTo(
            "bad_timestamp: 1 of 1 samples refused: bad_timestamp 1 (up: timestamp must be there,"
                + " and of the years 1970 to 9999, not %d ms (microseconds?))".formatted(micros));
  }

  static Stream<Arguments> refused() {
    String[] wide =
        labels(
            IntStream.range(0, 65)
                .boxed()
                .flatMap(n -> Stream.of("l" + n, "x"))
                .toArray(String[]::new));
    return Stream.of(
        Arguments.of(at(Double.NaN, MILLIS), labels(), "bad_value"),
        Arguments.of(at(Double.NEGATIVE_INFINITY, MILLIS), labels(), "bad_value"),
        Arguments.of(at(1, -1), labels(), "bad_timestamp"),
        Arguments.of(at(1, 253_402_300_800_000L), labels(), "bad_timestamp"),
        Arguments.of(at(1, Long.MIN_VALUE), labels(), "bad_timestamp"),
        Arguments.of(at(1, MILLIS + 600_001), labels(), "from_the_future"),
        Arguments.of(at(1, MILLIS), new String[] {"__name__", ""}, "bad_name"),
        Arguments.of(at(1, MILLIS), new String[] {"__name__", "a".repeat(201)}, "bad_name"),
        Arguments.of(at(1, MILLIS), new String[] {"job", "x"}, "missing_field"),
        Arguments.of(at(1, MILLIS), labels("", "x"), "bad_tags"),
        Arguments.of(at(1, MILLIS), labels("a".repeat(129), "x"), "bad_tags"),
        Arguments.of(at(1, MILLIS), labels("a", "x".repeat(1_025)), "bad_tags"),
        Arguments.of(at(1, MILLIS), labels("a", "\0"), "bad_tags"),
        Arguments.of(at(1, MILLIS), wide, "bad_tags"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(WriteRequests.Point point, String[] labels, String reason) {
    Decoded decoded =
        decode(new WriteRequests().series(point, labels).series(at(1, MILLIS), "__name__", "good"));

    assertThat(Records.lines(decoded)).containsExactly("good{} 1.0" + AT);
    assertThat(Records.refusal(decoded))
        .startsWith(reason + ": 1 of 2 samples refused: " + reason + " 1 (");
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 5})
  void decode_remoteWrite2_isRefused(int field) {
    Decoded decoded =
        decode(new WriteRequests().series(at(1, MILLIS), labels()).add(field, new byte[0]));

    assertThat(decoded.samples()).isEmpty();
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "unsupported: record is of remote write 2.0: let the sender write"
                + " prometheus.WriteRequest");
  }

  @Test
  void decode_nothing_isNothing() {
    Decoded decoded = decode(new WriteRequests());

    assertThat(decoded.samples()).isEmpty();
    assertThat(decoded.rejected()).isEmpty();
  }

  /** What Snappy does not take, or takes with another length. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "80",
        "ffffffff0f",
        "ffffffffff01",
        "05",
        "0500",
        "010000 61 61",
        "04 00 61 01 05",
        "05 01 01 01",
        "04 f0 ff",
        "ff060000734e61507059"
      })
  void decode_noSnappy_isMalformed(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));

    assertThat(Records.refusal(decoder.decode(bytes, NOW)))
        .startsWith("malformed_snappy: not Snappy's block format: ");
  }

  @Test
  void decode_plainSize_isLimitedBeforeItIsRead() {
    byte[] most = WriteRequests.compressed(new byte[RemoteWriteDecoder.MAX_PLAIN_BYTES]);
    byte[] more = WriteRequests.compressed(new byte[RemoteWriteDecoder.MAX_PLAIN_BYTES + 1]);
    byte[] claimed = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};

    assertThat(Records.refusal(decoder.decode(most, NOW))).startsWith("malformed_protobuf: ");
    assertThat(Records.refusal(decoder.decode(more, NOW)))
        .isEqualTo("too_large: record has 4194305 bytes decompressed: at most 4194304 are read");
    assertThat(Records.refusal(decoder.decode(claimed, NOW)))
        .isEqualTo("too_large: record has 2147483647 bytes decompressed: at most 4194304 are read");
    assertThat(Records.refusal(decoder.decode(new byte[RecordSize.MAX_BYTES + 1], NOW)))
        .isEqualTo("too_large: record has 1048577 bytes: at most 1048576 are read");
  }

  @Test
  void decode_tooManySamples_areRefusedAsAWhole() {
    WriteRequests.Point[] points =
        IntStream.range(0, RecordSamples.MAX)
            .mapToObj(n -> at(n, MILLIS))
            .toArray(WriteRequests.Point[]::new);
    WriteRequests request = new WriteRequests().series(points, labels());

    assertThat(decode(request).samples()).hasSize(RecordSamples.MAX);
    assertThat(Records.refusal(decode(request.series(at(1, MILLIS), labels()))))
        .startsWith("too_large: record holds 50001 samples: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0a", "0aff", "0a050a", "0b", "0c", "00", "0a020a05", "0a040a0208ff"})
  void decode_noRequest_isMalformed(String hex) {
    byte[] plain = HexFormat.of().parseHex(hex);

    assertThat(Records.refusal(decoder.decode(WriteRequests.compressed(plain), NOW)))
        .startsWith("malformed_protobuf: no WriteRequest: ");
  }
}
