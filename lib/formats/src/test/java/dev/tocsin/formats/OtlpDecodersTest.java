package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.sample.RejectionReason;
import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.ArrayValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogram;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Gauge;
import io.opentelemetry.proto.metrics.v1.Histogram;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.Sum;
import io.opentelemetry.proto.metrics.v1.Summary;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import io.opentelemetry.proto.resource.v1.Resource;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both forms of OpenTelemetry's metrics: each request is decoded from its bytes and its JSON. */
class OtlpDecodersTest {
  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final long NANOS = NOW.toEpochMilli() * 1_000_000;
  private static final AggregationTemporality CUMULATIVE =
      AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE;
  private static final AggregationTemporality DELTA =
      AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA;
  private static final String NO_TAGS = "{} ";
  private static final String AT = " @2026-11-21T10:00:00Z";

  private final SampleDecoder protobuf = new OtlpProtobufDecoder(Set.of());
  private final SampleDecoder json = new OtlpJsonDecoder(Set.of());

  /** What both decoders say, which is the same. */
  private Decoded decode(ExportMetricsServiceRequest request) {
    Decoded decoded = protobuf.decode(request.toByteArray(), NOW);
    assertThat(json.decode(text(request), NOW)).isEqualTo(decoded);
    return decoded;
  }

  private static byte[] text(Message message) {
    try {
      return JsonFormat.printer().printingEnumsAsInts().print(message).getBytes(UTF_8);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ExportMetricsServiceRequest request(Resource resource, List<Metric> metrics) {
    return ExportMetricsServiceRequest.newBuilder()
        .addResourceMetrics(
            ResourceMetrics.newBuilder()
                .setResource(resource)
                .addScopeMetrics(ScopeMetrics.newBuilder().addAllMetrics(metrics)))
        .build();
  }

  private Decoded decode(Metric.Builder... metrics) {
    return decode(
        request(
            Resource.getDefaultInstance(), Stream.of(metrics).map(Metric.Builder::build).toList()));
  }

  private Decoded decode(Resource.Builder resource, NumberDataPoint.Builder point) {
    return decode(request(resource.build(), List.of(gauge("m", point).build())));
  }

  private static Metric.Builder metric(String name) {
    return Metric.newBuilder().setName(name);
  }

  private static NumberDataPoint.Builder point(double value) {
    return NumberDataPoint.newBuilder().setTimeUnixNano(NANOS).setAsDouble(value);
  }

  private static Metric.Builder gauge(String name, NumberDataPoint.Builder... points) {
    Gauge.Builder gauge = Gauge.newBuilder();
    Stream.of(points).forEach(gauge::addDataPoints);
    return metric(name).setGauge(gauge);
  }

  private static Metric.Builder sum(AggregationTemporality temporality, boolean monotonic) {
    return metric("m")
        .setSum(
            Sum.newBuilder()
                .setAggregationTemporality(temporality)
                .setIsMonotonic(monotonic)
                .addDataPoints(point(5)));
  }

  private static HistogramDataPoint.Builder bucketed(List<Double> bounds, List<Long> counts) {
    return HistogramDataPoint.newBuilder()
        .setTimeUnixNano(NANOS)
        .setCount(counts.stream().mapToLong(Long::longValue).sum())
        .addAllExplicitBounds(bounds)
        .addAllBucketCounts(counts);
  }

  private static Metric.Builder histogram(HistogramDataPoint.Builder point) {
    return metric("m")
        .setHistogram(
            Histogram.newBuilder().setAggregationTemporality(CUMULATIVE).addDataPoints(point));
  }

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static KeyValue attribute(String key, AnyValue value) {
    return KeyValue.newBuilder().setKey(key).setValue(value).build();
  }

  private static KeyValue attribute(String key, String text) {
    return attribute(key, text(text));
  }

  private static List<KeyValue> attributes(int count) {
    return IntStream.range(0, count).mapToObj(n -> attribute("a" + n, "x")).toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"otlp.pb", "otlp.json"})
  void decode_whatTheCollectorWrites_areTheSeriesOfThePage(String name) {
    SampleDecoder decoder = name.endsWith("json") ? json : protobuf;
    String at = " @2026-11-21T10:00:00.123Z";
    String tags = "host.name=\"node-1\"";
    String id = "service.instance.id=\"checkout-7\"";
    String service = "{" + tags + "," + id + ",service.name=\"checkout\"} ";

    Decoded decoded = decoder.decode(Records.read(name), NOW);

    assertThat(Records.lines(decoded))
        .containsExactly(
            "system.cpu.utilization{bytes=\"AQID\",cpu=\"3\",host.name=\"node-1\",idle=\"false\","
                + "list=\"[\"a\",1]\",map=\"{\"k\":\"v\"}\","
                + id
                + ",service.name=\"checkout\",share=\"0.5\",state=\"user\"} 0.75"
                + at,
            "system.cpu.utilization" + service + "-9.223372036854776E18" + at,
            "http_requests_all" + service + "12.0" + at,
            "connections" + service + "-4.0" + at,
            "http.server.request.duration_count" + service + "9.0" + at,
            "http.server.request.duration_sum" + service + "4.25" + at,
            "http.server.request.duration_bucket{"
                + tags
                + ",le=\"0.005\","
                + id
                + ",service.name=\"checkout\"} 2.0"
                + at,
            "http.server.request.duration_bucket{"
                + tags
                + ",le=\"1\","
                + id
                + ",service.name=\"checkout\"} 5.0"
                + at,
            "http.server.request.duration_bucket{"
                + tags
                + ",le=\"2500\","
                + id
                + ",service.name=\"checkout\"} 5.0"
                + at,
            "http.server.request.duration_bucket{"
                + tags
                + ",le=\"+Inf\","
                + id
                + ",service.name=\"checkout\"} 9.0"
                + at,
            "latency_count" + service + "7.0" + at,
            "latency_sum" + service + "1.5" + at,
            "rpc_count" + service + "3.0" + at,
            "rpc_sum" + service + "0.5" + at,
            "rpc{" + tags + ",quantile=\"0.99\"," + id + ",service.name=\"checkout\"} 0.25" + at,
            "up{host.name=\"node-2\"} 1.0" + at);
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "unsupported: 2 of 18 samples refused: unsupported 1 (errors: its temporality must be"
                + " cumulative, not delta: set the exporter's temporality preference, or the"
                + " Collector's processor deltatocumulative), bad_value 1 (system.cpu.utilization:"
                + " value must be a finite number, not Infinity)");
  }

  static Stream<Arguments> taken() {
    return Stream.of(
        Arguments.of("gauge", gauge("m", point(1.5)), List.of("m" + NO_TAGS + "1.5" + AT)),
        Arguments.of(
            "whole number",
            gauge("m", point(0).setAsInt(-7)),
            List.of("m" + NO_TAGS + "-7.0" + AT)),
        Arguments.of("counter", sum(CUMULATIVE, true), List.of("m" + NO_TAGS + "5.0" + AT)),
        Arguments.of(
            "up and down counter", sum(CUMULATIVE, false), List.of("m" + NO_TAGS + "5.0" + AT)),
        Arguments.of(
            "histogram without sum",
            histogram(bucketed(List.of(1e6), List.of(1L, 2L))),
            List.of(
                "m_count" + NO_TAGS + "3.0" + AT,
                "m_bucket{le=\"1000000\"} 1.0" + AT,
                "m_bucket{le=\"+Inf\"} 3.0" + AT)),
        Arguments.of(
            "histogram without buckets",
            histogram(bucketed(List.of(), List.of()).setCount(-1).setSum(2)),
            List.of(
                "m_count" + NO_TAGS + "1.8446744073709552E19" + AT,
                "m_sum" + NO_TAGS + "2.0" + AT,
                "m_bucket{le=\"+Inf\"} 1.8446744073709552E19" + AT)),
        Arguments.of(
            "exponential histogram",
            metric("m")
                .setExponentialHistogram(
                    ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(CUMULATIVE)
                        .addDataPoints(
                            ExponentialHistogramDataPoint.newBuilder()
                                .setTimeUnixNano(NANOS)
                                .setCount(3)
                                .setSum(2))),
            List.of("m_count" + NO_TAGS + "3.0" + AT, "m_sum" + NO_TAGS + "2.0" + AT)),
        Arguments.of(
            "summary",
            metric("m")
                .setSummary(
                    Summary.newBuilder()
                        .addDataPoints(
                            SummaryDataPoint.newBuilder()
                                .setTimeUnixNano(NANOS)
                                .setCount(3)
                                .setSum(2)
                                .addQuantileValues(
                                    SummaryDataPoint.ValueAtQuantile.newBuilder()
                                        .setQuantile(1)
                                        .setValue(4)))),
            List.of(
                "m_count" + NO_TAGS + "3.0" + AT,
                "m_sum" + NO_TAGS + "2.0" + AT,
                "m{quantile=\"1\"} 4.0" + AT)),
        Arguments.of("no recorded value", gauge("m", point(1).setFlags(1)), List.of()),
        Arguments.of("no points", gauge("m"), List.of()),
        Arguments.of(
            "delta without points",
            metric("m").setSum(Sum.newBuilder().setAggregationTemporality(DELTA)),
            List.of()),
        Arguments.of(
            "nanoseconds",
            gauge("m", point(1).setTimeUnixNano(1_999_999)),
            List.of("m" + NO_TAGS + "1.0 @1970-01-01T00:00:00.001Z")),
        Arguments.of(
            "ten minutes ahead",
            gauge("m", point(1).setTimeUnixNano(NANOS + 600_000_999_999L)),
            List.of("m" + NO_TAGS + "1.0 @2026-11-21T10:10:00Z")),
        Arguments.of(
            "name that begins with a digit",
            gauge("5xx-rate //s", point(1)),
            List.of("_5xx_rate_s" + NO_TAGS + "1.0" + AT)),
        Arguments.of(
            "good name", gauge("a__b.c:d", point(1)), List.of("a__b.c:d" + NO_TAGS + "1.0" + AT)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void taken(String what, Metric.Builder metric, List<String> lines) {
    Decoded decoded = decode(metric);

    assertThat(Records.lines(decoded)).isEqualTo(lines);
    assertThat(Records.refusal(decoded)).isEmpty();
  }

  static Stream<Arguments> refused() {
    String cumulative = "m: its temporality must be cumulative, not ";
    String delta =
        cumulative
            + "delta: set the exporter's temporality preference, or the Collector's processor"
            + " deltatocumulative";
    return Stream.of(
        Arguments.of(sum(DELTA, true), "unsupported", delta),
        Arguments.of(sum(DELTA, false), "unsupported", delta),
        Arguments.of(
            sum(AggregationTemporality.AGGREGATION_TEMPORALITY_UNSPECIFIED, true),
            "unsupported",
            cumulative + "AGGREGATION_TEMPORALITY_UNSPECIFIED"),
        Arguments.of(
            metric("m")
                .setHistogram(
                    Histogram.newBuilder()
                        .setAggregationTemporality(DELTA)
                        .addDataPoints(bucketed(List.of(), List.of()))),
            "unsupported",
            delta),
        Arguments.of(
            metric("m")
                .setExponentialHistogram(
                    ExponentialHistogram.newBuilder()
                        .setAggregationTemporality(DELTA)
                        .addDataPoints(ExponentialHistogramDataPoint.getDefaultInstance())),
            "unsupported",
            delta),
        Arguments.of(
            metric("m"),
            "unsupported",
            "m: it must be a gauge, sum, histogram, exponential histogram or summary"),
        Arguments.of(
            histogram(bucketed(List.of(1.0, 2.0), List.of(1L, 2L))),
            "bad_value",
            "m: bucket_counts must be one more than explicit_bounds, not 2 for 2"),
        Arguments.of(
            histogram(bucketed(List.of(1.0, 1.0), List.of(1L, 2L, 3L))),
            "bad_value",
            "m: explicit_bounds must be finite, each above the last"),
        Arguments.of(
            histogram(bucketed(List.of(Double.NaN), List.of(1L, 2L))),
            "bad_value",
            "m: explicit_bounds must be finite, each above the last"),
        Arguments.of(
            gauge("m", point(Double.NEGATIVE_INFINITY)),
            "bad_value",
            "m: value must be a finite number, not -Infinity"),
        Arguments.of(
            gauge("m", point(1).clearAsDouble()),
            "bad_value",
            "m: value must be a finite number, not NaN"),
        Arguments.of(
            gauge("m", point(1).clearTimeUnixNano()),
            "bad_timestamp",
            "m: timestamp must be there, and of the years 1970 to 9999"),
        Arguments.of(
            gauge("m", point(1).setTimeUnixNano(-1)),
            "from_the_future",
            "m: timestamp is 2554-07-21T23:34:33.709Z: more than 10 minutes ahead of the clock, "
                + NOW),
        Arguments.of(
            gauge("m", point(1).setTimeUnixNano(NANOS + 600_001_000_000L)),
            "from_the_future",
            "m: timestamp is 2026-11-21T10:10:00.001Z: more than 10 minutes ahead of the clock, "
                + NOW),
        Arguments.of(
            gauge("", point(1)),
            "bad_name",
            ": its name must be 1 to 200 characters of a-z, A-Z, 0-9, _, : and ., not beginning"
                + " with a digit or a point"),
        Arguments.of(
            gauge("m", point(1).addAttributes(attribute("", "x"))),
            "bad_tags",
            "m: tag \"\" must have a name of 1 to 128 characters"),
        Arguments.of(
            gauge("m", point(1).addAttributes(attribute("a", "x".repeat(1_025)))),
            "bad_tags",
            "m: tag \"a\" must have a text of at most 1024 characters"),
        Arguments.of(
            gauge("m", point(1).addAttributes(attribute("a", "\0"))),
            "bad_tags",
            "m: tag \"a\" must have a text of at most 1024 characters"),
        Arguments.of(
            gauge("m", point(1).addAllAttributes(attributes(65))),
            "bad_tags",
            "m: tags must be at most 64, not 65"));
  }

  @ParameterizedTest
  @MethodSource
  void refused(Metric.Builder metric, String reason, String detail) {
    Decoded decoded = decode(metric, gauge("good", point(1)));

    assertThat(Records.lines(decoded)).containsExactly("good" + NO_TAGS + "1.0" + AT);
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "%s: 1 of 2 samples refused: %s 1 (%s)"
                .formatted(reason, reason, SampleText.shown(detail, 200)));
  }

  @Test
  void decode_64AttributesAndTheirBuckets_oneTooManyForBucketsAlone() {
    Decoded decoded =
        decode(
            histogram(bucketed(List.of(), List.of()).setSum(1).addAllAttributes(attributes(64))));

    assertThat(decoded.samples()).hasSize(2);
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "bad_tags: 1 of 3 samples refused: bad_tags 1 (m_bucket: tags must be at most 64, not"
                + " 65)");
  }

  @Test
  void decode_attributesAndResource_areTags() {
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(attribute("service.name", "shop"))
            .addAttributes(attribute("host.name", "node-1"))
            .addAttributes(attribute("process.pid", "1"))
            .addAttributes(attribute("k8s.pod.name", "pod-1"));

    Decoded decoded =
        decode(
            resource,
            point(1)
                .addAttributes(attribute("k8s.pod.name", "pod-2"))
                .addAttributes(attribute("empty", ""))
                .addAttributes(attribute("none", AnyValue.getDefaultInstance()))
                .addAttributes(attribute("instance_id", "i"))
                .addAttributes(attribute("metric_name", "n"))
                .addAttributes(attribute("exported_metric_name", "e")));

    assertThat(Records.lines(decoded))
        .containsExactly(
            "m{exported_metric_name=\"e\",host.name=\"node-1\",instance_id=\"i\","
                + "k8s.pod.name=\"pod-2\",metric_name=\"n\",service.name=\"shop\"} 1.0"
                + AT);
  }

  @Test
  void decode_emptyOrLongAttribute_isNoTagOrRefused() {
    Resource.Builder resource =
        Resource.newBuilder()
            .addAttributes(attribute("service.instance.id", ""))
            .addAttributes(attribute("host.name", "h"));
    assertThat(decode(resource, point(1)).samples().getFirst().labels())
        .isEqualTo(Labels.of("host.name", "h"));

    Resource.Builder wide =
        Resource.newBuilder().addAttributes(attribute("service.instance.id", "i".repeat(1_025)));
    assertThat(Records.refusal(decode(wide, point(1))))
        .isEqualTo(
            "bad_tags: 1 of 1 samples refused: bad_tags 1 (m: tag \"service.instance.id\" must have"
                + " a text of at most 1024 characters)");
  }

  @Test
  void decode_nothing_isNothing() {
    assertThat(decode()).isEqualTo(new Decoded(List.of(), Optional.empty()));
    assertThat(protobuf.decode(new byte[0], NOW).rejected()).isEmpty();
  }

  @Test
  void decode_tooManySamples_areRefusedAsAWhole() {
    NumberDataPoint.Builder[] points =
        Stream.generate(() -> point(1))
            .limit(RecordSamples.MAX)
            .toArray(NumberDataPoint.Builder[]::new);
    byte[] most = one(gauge("m", points));
    byte[] more = one(gauge("m", points), gauge("m", point(1)));

    assertThat(protobuf.decode(most, NOW).samples()).hasSize(RecordSamples.MAX);
    Decoded decoded = protobuf.decode(more, NOW);
    assertThat(decoded.samples()).isEmpty();
    assertThat(Records.refusal(decoded))
        .isEqualTo(
            "too_large: record holds 50001 samples: at most 50000 are read; let the producer send"
                + " smaller batches");
  }

  private static byte[] one(Metric.Builder... metrics) {
    return request(
            Resource.getDefaultInstance(), Stream.of(metrics).map(Metric.Builder::build).toList())
        .toByteArray();
  }

  @Test
  void decode_size_isLimited() {
    byte[] bytes = new byte[RecordSize.MAX_BYTES + 1];
    String refusal = "too_large: record has 1048577 bytes: at most 1048576 are read";

    assertThat(Records.refusal(protobuf.decode(bytes, NOW))).isEqualTo(refusal);
    assertThat(Records.refusal(json.decode(bytes, NOW))).isEqualTo(refusal);
  }

  @Test
  void decode_deepAttribute_isMalformed() {
    AnyValue deep = text("x");
    for (int depth = 0; depth < 200; depth++) {
      deep = AnyValue.newBuilder().setArrayValue(ArrayValue.newBuilder().addValues(deep)).build();
    }
    byte[] bytes = one(gauge("m", point(1).addAttributes(attribute("a", deep))));
    String open = "{\"arrayValue\":{\"values\":[";
    String text =
        "{\"resourceMetrics\":[{\"resource\":{\"attributes\":[{\"key\":\"a\",\"value\":"
            + open.repeat(20_000);

    assertThat(protobuf.decode(bytes, NOW).rejected().orElseThrow().reason())
        .isEqualTo(RejectionReason.MALFORMED_PROTOBUF);
    assertThat(json.decode(text.getBytes(UTF_8), NOW).rejected().orElseThrow().reason())
        .isEqualTo(RejectionReason.MALFORMED_JSON);
  }

  @Test
  void decode_bytesThatAreNoText_areMalformed() {
    byte[] bytes = one(gauge("m", point(1).addAttributes(attribute("a", "XYZ"))));
    for (int at = 0; at < bytes.length; at++) {
      if (bytes[at] == 'Y') {
        bytes[at] = (byte) 0xff;
      }
    }

    assertThat(Records.refusal(protobuf.decode(bytes, NOW)))
        .startsWith("malformed_protobuf: no ExportMetricsServiceRequest: ");
    assertThat(Records.refusal(json.decode(new byte[] {'{', (byte) 0xff, '}'}, NOW)))
        .isEqualTo("malformed_json: no ExportMetricsServiceRequest in JSON: not valid UTF-8");
  }

  private Decoded decodePoint(String fields) {
    return json.decode(
        ("{\"resourceMetrics\":[{\"scopeMetrics\":[{\"metrics\":[{\"name\":\"m\",\"gauge\":"
                + "{\"dataPoints\":[{"
                + fields
                + "}]}}]}]}]}")
            .getBytes(UTF_8),
        NOW);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"timeUnixNano\":\"1795255200000000000\",\"asDouble\":1",
        "\"timeUnixNano\":1795255200000000000,\"asDouble\":\"1.0\"",
        "\"time_unix_nano\":1795255200000000000,\"as_int\":\"1\"",
        "\"timeUnixNano\":7,\"timeUnixNano\":\"1795255200000000000\",\"asDouble\":7,\"asInt\":1",
        "\"timeUnixNano\":\"1795255200000000000\",\"asInt\":1,\"attributes\":null,\"later\":[{}]",
        "\"timeUnixNano\":\"1795255200000000000\",\"asInt\":1,\"exemplars\":[{\"traceId\":5}]",
        "\"timeUnixNano\":\"1795255200000000000\",\"asInt\":1,\"flags\":0",
        "\"timeUnixNano\":\"1795255200000000000\",\"asDouble\":100e-2"
      })
  void decode_jsonThatParsersMustTake_isTheSample(String fields) {
    assertThat(Records.lines(decodePoint(fields))).containsExactly("m" + NO_TAGS + "1.0" + AT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"timeUnixNano\":1e999999999",
        "\"timeUnixNano\":\"1e999999999\"",
        "\"timeUnixNano\":-1",
        "\"timeUnixNano\":18446744073709551616",
        "\"timeUnixNano\":true",
        "\"asInt\":1.5",
        "\"asInt\":9223372036854775808",
        "\"asDouble\":\"0x1p3\"",
        "\"asDouble\":\"1d\"",
        "\"asDouble\":\"\"",
        "\"asDouble\":NaN",
        "\"flags\":4294967296",
        "\"attributes\":{}",
        "\"attributes\":[null]",
        "\"attributes\":[5]",
        "\"attributes\":[{\"key\":5}]",
        "\"attributes\":[{\"value\":\"a\"}]",
        "\"attributes\":[{\"value\":{\"boolValue\":\"true\"}}]",
        "\"attributes\":[{\"value\":{\"bytesValue\":\"?\"}}]"
      })
  void decode_jsonOfOtherShape_isMalformed(String fields) {
    assertThat(Records.refusal(decodePoint(fields))).startsWith("malformed_json: no Export");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "5", "{", "{}{}", "null", "{\"resourceMetrics\":{}}", "\u0000"})
  void decode_noJsonObject_isMalformed(String text) {
    assertThat(Records.refusal(json.decode(text.getBytes(UTF_8), NOW)))
        .startsWith("malformed_json: no ExportMetricsServiceRequest in JSON: ");
  }

  /** What is wrong once is not copied for each point or bucket that has it. */
  @Test
  void decode_longPartsOfManySamples_areRefusedSoon() {
    List<Long> counts = Collections.nCopies(20_001, 1L);
    List<Double> bounds = IntStream.range(0, 20_000).mapToObj(n -> (double) n).toList();
    HistogramDataPoint.Builder wide = bucketed(bounds, counts).addAllAttributes(attributes(30_000));
    NumberDataPoint.Builder[] points =
        Stream.generate(() -> point(1)).limit(20_000).toArray(NumberDataPoint.Builder[]::new);

    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (Metric.Builder metric :
              List.of(
                  histogram(wide),
                  histogram(bucketed(bounds, counts)).setName("-".repeat(500_000)),
                  gauge("-".repeat(500_000), points))) {
            Decoded decoded = protobuf.decode(one(metric), NOW);
            assertThat(decoded.samples()).isEmpty();
            assertThat(decoded.rejected().orElseThrow().reason())
                .isIn(RejectionReason.BAD_NAME, RejectionReason.BAD_TAGS);
          }
        });
  }

  @Test
  void decode_manySmallParts_areReadInTheirOrder() {
    byte[] empty = new byte[RecordSize.MAX_BYTES];
    for (int at = 0; at < empty.length; at += 2) {
      empty[at] = 0x0a;
    }
    assertThat(protobuf.decode(empty, NOW).rejected()).isEmpty();

    KeyValue same = attribute("same", "x");
    byte[] bytes =
        one(
            gauge(
                "m",
                point(1).addAllAttributes(Collections.nCopies(60_000, same)),
                point(2)
                    .addAttributes(
                        attribute(
                            "a", AnyValue.newBuilder().setBytesValue(ByteString.EMPTY).build()))));
    assertThat(Records.lines(protobuf.decode(bytes, NOW)))
        .containsExactly("m{same=\"x\"} 1.0" + AT, "m" + NO_TAGS + "2.0" + AT);
  }
}
