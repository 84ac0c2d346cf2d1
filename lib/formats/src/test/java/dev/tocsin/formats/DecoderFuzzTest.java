package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tocsin.core.setting.Topic;
import dev.tocsin.engine.sample.Sample;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decoders of records that are nearly right: none throws or takes long, and what is accepted is a
 * sample as docs/records.md has it. {@code -Dfuzz.seconds=600} goes on for ten minutes, {@code
 * -Dfuzz.seed=7} begins elsewhere.
 */
class DecoderFuzzTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final long SEED = Long.getLong("fuzz.seed", 1);
  private static final Duration FOR = Duration.ofSeconds(Long.getLong("fuzz.seconds", 1));
  private static final Duration MOST = Duration.ofSeconds(30);
  private static final Pattern METRIC_NAME = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:.]{0,199}");

  static Stream<Arguments> decoders() {
    UnaryOperator<byte[]> same = bytes -> bytes;
    return Stream.of(
        Arguments.of("json", new JsonSampleDecoder(), json(), same),
        Arguments.of(
            "telegraf_json",
            SampleDecoder.of(Topic.Format.TELEGRAF_JSON),
            PrimingRecords.of(Topic.Format.TELEGRAF_JSON),
            same),
        Arguments.of(
            "influx_line",
            SampleDecoder.of(Topic.Format.INFLUX_LINE),
            PrimingRecords.of(Topic.Format.INFLUX_LINE),
            same),
        Arguments.of(
            "otlp_protobuf", new OtlpProtobufDecoder(Set.of()), Records.read("otlp.pb"), same),
        Arguments.of("otlp_json", new OtlpJsonDecoder(Set.of()), Records.read("otlp.json"), same),
        Arguments.of(
            "prometheus_remote_write",
            new RemoteWriteDecoder(Set.of()),
            Records.read("remote-write.snappy"),
            same),
        Arguments.of(
            "prometheus_remote_write, decompressed",
            new RemoteWriteDecoder(Set.of()),
            Records.read("remote-write.pb"),
            (UnaryOperator<byte[]>) WriteRequests::compressed));
  }

  private static byte[] json() {
    return """
    {"metric_name":"cpu","instance_id":7,"value":1.5,"timestamp":"2026-11-21T09:00:00Z","tags":{"a":"b","c":null}}
    """
        .getBytes(UTF_8);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("decoders")
  void decode_mutatedRecords_isNeverWrong(
      String name, SampleDecoder decoder, byte[] record, UnaryOperator<byte[]> packed) {
    Random random = new Random(SEED);
    byte[][] last = {record};
    long accepted = 0;
    long records = 0;
    long end = System.nanoTime() + FOR.toNanos();
    while (System.nanoTime() - end < 0) {
      accepted +=
          assertTimeoutPreemptively(
              MOST,
              () -> thousand(decoder, record, packed, random, last),
              () -> name + ": " + HexFormat.of().formatHex(last[0]));
      records += 1_000;
    }
    System.out.printf("%s: %d records, %d samples accepted%n", name, records, accepted);
    assertThat(accepted).isPositive();
  }

  /** What is known of records before never makes another of a record than its parser does. */
  @Test
  void decode_mutatedRecordsOfKnownSeries_areAsTheParserReadsThem() {
    Random random = new Random(SEED);
    JsonSampleDecoder decoder = new JsonSampleDecoder();
    ParsedAlone alone = new ParsedAlone();
    long accepted = 0;
    long end = System.nanoTime() + FOR.toNanos();
    while (System.nanoTime() - end < 0) {
      List<byte[]> records =
          Stream.generate(() -> Mutation.of(json(), random)).limit(1_000).toList();
      for (Decoded decoded : alone.assertSame(decoder, records, NOW)) {
        accepted += decoded.samples().size();
      }
    }
    assertThat(accepted).isPositive();
  }

  private static long thousand(
      SampleDecoder decoder,
      byte[] record,
      UnaryOperator<byte[]> packed,
      Random random,
      byte[][] last) {
    long accepted = 0;
    for (int n = 0; n < 1_000; n++) {
      byte[] bytes = packed.apply(Mutation.of(record, random));
      last[0] = bytes;
      Decoded decoded = decoded(decoder, bytes);
      decoded.samples().forEach(sample -> check(sample, bytes));
      decoded
          .rejected()
          .ifPresent(rejected ->
              assertThat(rejected.detail())
                  .isNotBlank()
                  .doesNotContain("\0")
                  .hasSizeLessThan(4_000));
      accepted += decoded.samples().size();
    }
    return accepted;
  }

  private static Decoded decoded(SampleDecoder decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes, NOW);
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      throw new AssertionError(HexFormat.of().formatHex(bytes), e);
    }
  }

  private static void check(Sample sample, byte[] bytes) {
    boolean good =
        METRIC_NAME.matcher(sample.metricName()).matches()
            && Double.isFinite(sample.value())
            && !sample.timestamp().isBefore(Instant.EPOCH)
            && !sample.timestamp().isAfter(NOW.plus(Duration.ofMinutes(10)))
            && sample.timestamp().equals(Instant.ofEpochMilli(sample.timestamp().toEpochMilli()))
            && sample.labels().size() <= 65
            && sample.labels().asMap().entrySet().stream()
                .allMatch(label -> text(label.getKey(), 128) && text(label.getValue(), 1_024));
    assertThat(good).as(() -> sample + " of " + HexFormat.of().formatHex(bytes)).isTrue();
  }

  /** Whether a text is not empty, not too long, and can be stored. */
  private static boolean text(String text, int most) {
    return !text.isEmpty()
        && text.codePointCount(0, text.length()) <= most
        && UTF_8.newEncoder().canEncode(text)
        && text.indexOf('\0') < 0;
  }
}
