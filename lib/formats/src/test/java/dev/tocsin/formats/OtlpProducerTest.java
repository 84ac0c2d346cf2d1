package dev.tocsin.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.label.Labels;
import dev.tocsin.engine.sample.Sample;
import dev.tocsin.engine.sample.Series;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.LongUpDownCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.exporter.internal.otlp.metrics.MetricsRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.data.HistogramPointData;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.metrics.data.PointData;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import io.opentelemetry.sdk.resources.Resource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an application's OpenTelemetry measures and sends is what is decoded. */
class OtlpProducerTest {
  private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");
  private static final AttributeKey<Boolean> CACHED = AttributeKey.booleanKey("cached");

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void decode_whatAnApplicationSends_isWhatItMeasured(long seed) throws IOException {
    Measured measured = new Measured();
    Resource resource =
        Resource.create(
            Attributes.builder().put("service.name", "shop").put("host.name", "h-1").build());
    try (SdkMeterProvider provider =
        SdkMeterProvider.builder().setResource(resource).registerMetricReader(measured).build()) {
      measure(provider.get("test"), new Random(seed));
      Collection<MetricData> metrics = measured.collected();
      MetricsRequestMarshaler request = MetricsRequestMarshaler.create(metrics);
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      request.writeBinaryTo(bytes);
      ByteArrayOutputStream text = new ByteArrayOutputStream();
      request.writeJsonTo(text);
      Decoded decoded = new OtlpProtobufDecoder(Set.of()).decode(bytes.toByteArray(), Instant.MAX);

      assertThat(decoded.rejected()).isEmpty();
      assertThat(decoded.samples()).isNotEmpty().containsExactlyInAnyOrderElementsOf(read(metrics));
      assertThat(new OtlpJsonDecoder(Set.of()).decode(text.toByteArray(), Instant.MAX))
          .isEqualTo(decoded);
    }
  }

  private static void measure(Meter meter, Random random) {
    LongCounter counter = meter.counterBuilder("requests").build();
    LongUpDownCounter open = meter.upDownCounterBuilder("connections.open").build();
    DoubleHistogram duration = meter.histogramBuilder("request.duration").setUnit("s").build();
    meter
        .gaugeBuilder("temperature")
        .buildWithCallback(gauge -> gauge.record(random.nextGaussian() * 1e6));
    for (int n = 0; n < 200; n++) {
      Attributes attributes =
          Attributes.of(ROUTE, "/r/" + random.nextInt(5), CACHED, random.nextBoolean());
      counter.add(random.nextInt(100), attributes);
      open.add(random.nextInt(21) - 10, attributes);
      duration.record(Math.exp(random.nextGaussian() * 5), attributes);
    }
  }

  /** The samples of what was measured, read plainly. */
  private static List<Sample> read(Collection<MetricData> metrics) {
    List<Sample> samples = new ArrayList<>();
    for (MetricData metric : metrics) {
      switch (metric.getType()) {
        case LONG_SUM ->
            metric
                .getLongSumData()
                .getPoints()
                .forEach(point ->
                    samples.add(
                        sample(
                            metric.getName(),
                            point,
                            point.getValue(),
                            Map.of(),
                            metric.getLongSumData().isMonotonic())));
        case DOUBLE_GAUGE ->
            metric
                .getDoubleGaugeData()
                .getPoints()
                .forEach(point ->
                    samples.add(
                        sample(metric.getName(), point, point.getValue(), Map.of(), false)));
        case HISTOGRAM ->
            metric
                .getHistogramData()
                .getPoints()
                .forEach(point -> histogram(metric.getName(), point, samples));
        default -> throw new IllegalStateException(metric.toString());
      }
    }
    return samples;
  }

  private static void histogram(String name, HistogramPointData point, List<Sample> samples) {
    samples.add(sample(name + "_count", point, point.getCount(), Map.of(), true));
    samples.add(sample(name + "_sum", point, point.getSum(), Map.of(), true));
    for (int at = 0; at < point.getCounts().size(); at++) {
      String bound =
          at < point.getBoundaries().size() ? point.getBoundaries().get(at) + "" : "+Inf";
      long below = point.getCounts().subList(0, at + 1).stream().mapToLong(count -> count).sum();
      samples.add(
          sample(
              name + "_bucket", point, below, Map.of("le", bound.replaceAll("\\.0$", "")), true));
    }
  }

  private static Sample sample(
      String name, PointData point, Number value, Map<String, String> more, boolean isCounter) {
    Map<String, String> labels = new HashMap<>(more);
    labels.putAll(Map.of("host.name", "h-1", "service.name", "shop"));
    point
        .getAttributes()
        .forEach((key, attribute) -> labels.put(key.getKey(), String.valueOf(attribute)));
    return new Sample(
        new Series(name, Labels.of(labels)),
        value.doubleValue(),
        Math.floorDiv(point.getEpochNanos(), 1_000_000L),
        isCounter ? Math.floorDiv(point.getStartEpochNanos(), 1_000_000L) : Sample.BEGUN_UNKNOWN);
  }

  /** Collects when it is asked to. */
  private static final class Measured implements MetricReader {
    private CollectionRegistration registration = CollectionRegistration.noop();

    Collection<MetricData> collected() {
      return registration.collectAllMetrics();
    }

    @Override
    public void register(CollectionRegistration given) {
      registration = given;
    }

    @Override
    public AggregationTemporality getAggregationTemporality(InstrumentType type) {
      return AggregationTemporality.CUMULATIVE;
    }

    @Override
    public CompletableResultCode forceFlush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      return CompletableResultCode.ofSuccess();
    }
  }
}
