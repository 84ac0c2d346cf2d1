package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.engine.sample.Sample;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a topic may set of how its records are taken: the time of the record, labels left out. */
class TopicOptionsTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant SENT = NOW.minusSeconds(7);
  private static final SampleClock OF_RECORD = new SampleClock(NOW, SENT.toEpochMilli());

  private static byte[] json(String more) {
    return ("{\"metric_name\":\"cpu\",\"value\":1.5" + more + "}").getBytes(UTF_8);
  }

  private static Sample only(Decoded decoded) {
    assertThat(decoded.rejected()).isEmpty();
    assertThat(decoded.samples()).hasSize(1);
    return decoded.samples().getFirst();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",\"timestamp\":\"2026-11-21T09:00:00Z\"",
        ",\"timestamp\":\"2027-11-21T09:00:00Z\"",
        ",\"timestamp\":\"yesterday\"",
        ",\"timestamp\":1795255200000",
        ",\"timestamp\":null",
        ",\"timestamp\":[]"
      })
  void decode_timeOfTheRecord_whateverItSaysItself(String timestamp) {
    JsonSampleDecoder decoder = new JsonSampleDecoder();
    for (int again = 0; again < 3; again++) {
      Sample sample = only(decoder.decode(json(timestamp), OF_RECORD));
      assertThat(sample).isEqualTo(new Sample("cpu", Labels.EMPTY, 1.5, SENT));
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, -5, 253_402_300_800_000L, Long.MAX_VALUE})
  void decode_recordWithoutAGoodTime_isRefusedOrSaysItsOwn(long time) {
    JsonSampleDecoder decoder = new JsonSampleDecoder();
    byte[] record = json(",\"timestamp\":\"2026-11-21T09:00:00Z\"");
    for (int again = 0; again < 3; again++) {
      Decoded decoded = decoder.decode(record, new SampleClock(NOW, time));
      if (time == Timestamp.NONE) {
        assertThat(only(decoded).timestamp()).isEqualTo(Instant.parse("2026-11-21T09:00:00Z"));
      } else {
        assertThat(Records.refusal(decoded)).startsWith("bad_timestamp: ");
      }
    }
  }

  @Test
  void decode_recordFromTheFuture_isRefused() {
    JsonSampleDecoder decoder = new JsonSampleDecoder();
    byte[] record = json(",\"timestamp\":\"2026-11-21T09:00:00Z\"");
    SampleClock ahead = new SampleClock(NOW, NOW.plusSeconds(601).toEpochMilli());
    assertThat(only(decoder.decode(record, NOW))).isNotNull();

    assertThat(Records.refusal(decoder.decode(record, ahead)))
        .isEqualTo(
            "from_the_future: timestamp is 2026-11-21T10:10:01Z: more than 10 minutes ahead of the"
                + " clock, 2026-11-21T10:00:00Z");
  }

  @Test
  void decode_recordsOfManySamples_haveItsTimeToo() {
    for (Topic.Format format : List.of(Topic.Format.OTLP_JSON, Topic.Format.OTLP_PROTOBUF)) {
      String file = format == Topic.Format.OTLP_JSON ? "otlp.json" : "otlp.pb";
      assertThat(SampleDecoder.of(format).decode(Records.read(file), OF_RECORD).samples())
          .hasSize(16)
          .allMatch(sample -> sample.timestamp().equals(SENT));
    }
    assertThat(
            SampleDecoder.of(Topic.Format.PROMETHEUS_REMOTE_WRITE)
                .decode(Records.read("remote-write.snappy"), OF_RECORD)
                .samples())
        .hasSize(3)
        .allMatch(sample -> sample.timestamp().equals(SENT));
  }

  @Test
  void decode_droppedLabels_areNotThere() {
    Set<String> dropped = Set.of("replica", "instance_id", "metric_name", "instance", "cpu");
    JsonSampleDecoder json = new JsonSampleDecoder(dropped);
    byte[] record =
        json(
            ",\"timestamp\":0,\"instance_id\":[],\"tags\":{\"replica\":{},\"metric_name\":\"x\",\"a\":\"b\"}");
    for (int again = 0; again < 2; again++) {
      assertThat(only(json.decode(record, NOW)).labels()).isEqualTo(Labels.of("a", "b"));
    }
    assertThat(
            Records.lines(
                SampleDecoder.of(Topic.Format.PROMETHEUS_REMOTE_WRITE, dropped)
                    .decode(Records.read("remote-write.snappy"), NOW)))
        .first()
        .isEqualTo("http_requests_total{job=\"web\"} 12.5 @2026-11-21T10:00:00.123Z");
    assertThat(
            SampleDecoder.of(Topic.Format.OTLP_PROTOBUF, dropped)
                .decode(Records.read("otlp.pb"), NOW)
                .samples())
        .hasSize(16)
        .noneMatch(sample -> sample.labels().has("cpu"));
  }

  /** What is known of records before changes nothing, also with the time of the record. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void decode_anyRecordByItsTime_isAsTheParserAloneHasIt(long seed) {
    Random random = new Random(seed);
    JsonSampleDecoder decoder = new JsonSampleDecoder(Set.of("b"));
    JsonSampleDecoder forgetful = new JsonSampleDecoder(new SeriesCache(0), Set.of("b"));
    List<SampleClock> clocks = List.of(SampleClock.of(NOW), OF_RECORD, new SampleClock(NOW, -2));
    Stream.generate(() -> SampleFuzz.record(random))
        .limit(10_000)
        .forEach(record -> {
          SampleClock clock = clocks.get(random.nextInt(clocks.size()));
          assertThat(decoder.decode(record, clock))
              .as(() -> clock + " " + new String(record, UTF_8))
              .isEqualTo(forgetful.decode(record, clock));
        });
  }
}
