package dev.tocsin.formats;

import static dev.tocsin.engine.sample.RejectionReason.BAD_VALUE;
import static dev.tocsin.engine.sample.RejectionReason.UNSUPPORTED;

import io.opentelemetry.proto.collector.metrics.v1.ExportMetricsServiceRequest;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.metrics.v1.AggregationTemporality;
import io.opentelemetry.proto.metrics.v1.DataPointFlags;
import io.opentelemetry.proto.metrics.v1.ExponentialHistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.HistogramDataPoint;
import io.opentelemetry.proto.metrics.v1.Metric;
import io.opentelemetry.proto.metrics.v1.NumberDataPoint;
import io.opentelemetry.proto.metrics.v1.ResourceMetrics;
import io.opentelemetry.proto.metrics.v1.ScopeMetrics;
import io.opentelemetry.proto.metrics.v1.SummaryDataPoint;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The samples of OpenTelemetry's metrics, as docs/records.md maps them: names and attributes stay
 * as they are; histograms and summaries become the series that Prometheus gives them. Delta
 * temporality is refused, since rates are made of cumulative counters.
 */
final class OtlpSamples {
  /**
   * Attributes of a resource that its series have as tags: those that Prometheus's documentation
   * promotes, what distinguishes the instances of a service, the host, and the former name of the
   * environment. More of them would make a new series with each restart.
   */
  private static final Set<String> RESOURCE_TAGS =
      Set.of(
          "cloud.availability_zone",
          "cloud.region",
          "container.name",
          "deployment.environment",
          "deployment.environment.name",
          "host.name",
          "k8s.cluster.name",
          "k8s.container.name",
          "k8s.cronjob.name",
          "k8s.daemonset.name",
          "k8s.deployment.name",
          "k8s.job.name",
          "k8s.namespace.name",
          "k8s.pod.name",
          "k8s.replicaset.name",
          "k8s.statefulset.name",
          "service.instance.id",
          "service.name",
          "service.namespace");

  private final RecordSamples samples;

  private OtlpSamples(RecordSamples samples) {
    this.samples = samples;
  }

  static Decoded of(ExportMetricsServiceRequest request, RecordSamples taken) {
    OtlpSamples samples = new OtlpSamples(taken);
    request.getResourceMetricsList().forEach(samples::take);
    return samples.samples.decoded();
  }

  private void take(ResourceMetrics metrics) {
    Resource resource = Resource.of(metrics.getResource().getAttributesList());
    for (ScopeMetrics scope : metrics.getScopeMetricsList()) {
      scope.getMetricsList().forEach(metric -> take(metric, resource));
    }
  }

  private void take(Metric metric, Resource resource) {
    switch (metric.getDataCase()) {
      case GAUGE ->
          metric.getGauge().getDataPointsList().forEach(p -> take(metric, resource, p, false));
      case SUM -> {
        List<NumberDataPoint> points = metric.getSum().getDataPointsList();
        if (cumulative(metric, metric.getSum().getAggregationTemporality(), points)) {
          boolean isCounter = metric.getSum().getIsMonotonic();
          points.forEach(p -> take(metric, resource, p, isCounter));
        }
      }
      case HISTOGRAM -> {
        List<HistogramDataPoint> points = metric.getHistogram().getDataPointsList();
        if (cumulative(metric, metric.getHistogram().getAggregationTemporality(), points)) {
          points.forEach(p -> take(metric, resource, p));
        }
      }
      case EXPONENTIAL_HISTOGRAM -> {
        var histogram = metric.getExponentialHistogram();
        List<ExponentialHistogramDataPoint> points = histogram.getDataPointsList();
        if (cumulative(metric, histogram.getAggregationTemporality(), points)) {
          points.forEach(p -> take(metric, resource, p));
        }
      }
      case SUMMARY ->
          metric.getSummary().getDataPointsList().forEach(p -> take(metric, resource, p));
      case DATA_NOT_SET ->
          samples.reject(
              1,
              UNSUPPORTED,
              metric.getName(),
              "it must be a gauge, sum, histogram, exponential histogram or summary");
    }
  }

  /** Whether points count from a fixed start; others are refused. */
  private boolean cumulative(Metric metric, AggregationTemporality temporality, List<?> points) {
    if (temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_CUMULATIVE) {
      return true;
    }
    if (!points.isEmpty()) {
      samples.reject(
          points.size(),
          UNSUPPORTED,
          metric.getName(),
          temporality == AggregationTemporality.AGGREGATION_TEMPORALITY_DELTA
              ? "its temporality must be cumulative, not delta: set the exporter's temporality"
                  + " preference, or the Collector's processor deltatocumulative"
              : "its temporality must be cumulative, not " + temporality);
    }
    return false;
  }

  private void take(Metric metric, Resource resource, NumberDataPoint point, boolean isCounter) {
    if (unrecorded(point.getFlags())) {
      return;
    }
    NamedSeries series = series(resource, metric, point.getAttributesList());
    double value =
        switch (point.getValueCase()) {
          case AS_DOUBLE -> point.getAsDouble();
          case AS_INT -> point.getAsInt();
          case VALUE_NOT_SET -> Double.NaN;
        };
    long millis = millis(point.getTimeUnixNano());
    samples.addCounter(
        series, value, millis, isCounter ? millis(point.getStartTimeUnixNano()) : Timestamp.NONE);
  }

  private void take(Metric metric, Resource resource, HistogramDataPoint point) {
    if (unrecorded(point.getFlags())) {
      return;
    }
    int bounds = point.getExplicitBoundsCount();
    int counts = point.getBucketCountsCount();
    if (counts != bounds + 1 && (counts != 0 || bounds != 0)) {
      samples.reject(
          1,
          BAD_VALUE,
          metric.getName(),
          "bucket_counts must be one more than explicit_bounds, not %d for %d"
              .formatted(counts, bounds));
      return;
    }
    if (!ascending(point.getExplicitBoundsList())) {
      samples.reject(
          1, BAD_VALUE, metric.getName(), "explicit_bounds must be finite, each above the last");
      return;
    }
    NamedSeries series = series(resource, metric, point.getAttributesList());
    long millis = millis(point.getTimeUnixNano());
    long begun = millis(point.getStartTimeUnixNano());
    take(series, point.getCount(), point.hasSum(), point.getSum(), millis, begun);
    NamedSeries bucket = series.ending("_bucket");
    double below = 0;
    for (int at = 0; at < bounds; at++) {
      below += unsigned(point.getBucketCounts(at));
      samples.addCounter(
          bucket.with("le", decimal(point.getExplicitBounds(at))), below, millis, begun);
    }
    samples.addCounter(bucket.with("le", "+Inf"), unsigned(point.getCount()), millis, begun);
  }

  private static boolean ascending(List<Double> bounds) {
    double last = Double.NEGATIVE_INFINITY;
    for (double bound : bounds) {
      if (!Double.isFinite(bound) || bound <= last) {
        return false;
      }
      last = bound;
    }
    return true;
  }

  /** Its buckets are no series of fixed bounds: count and sum alone are taken. */
  private void take(Metric metric, Resource resource, ExponentialHistogramDataPoint point) {
    if (!unrecorded(point.getFlags())) {
      take(
          series(resource, metric, point.getAttributesList()),
          point.getCount(),
          point.hasSum(),
          point.getSum(),
          millis(point.getTimeUnixNano()),
          millis(point.getStartTimeUnixNano()));
    }
  }

  private void take(Metric metric, Resource resource, SummaryDataPoint point) {
    if (unrecorded(point.getFlags())) {
      return;
    }
    NamedSeries series = series(resource, metric, point.getAttributesList());
    long millis = millis(point.getTimeUnixNano());
    take(
        series,
        point.getCount(),
        true,
        point.getSum(),
        millis,
        millis(point.getStartTimeUnixNano()));
    for (SummaryDataPoint.ValueAtQuantile at : point.getQuantileValuesList()) {
      // Not a number: nothing was observed of late.
      if (!Double.isNaN(at.getValue())) {
        samples.add(series.with("quantile", decimal(at.getQuantile())), at.getValue(), millis);
      }
    }
  }

  private void take(
      NamedSeries series, long count, boolean hasSum, double sum, long millis, long begun) {
    samples.addCounter(series.ending("_count"), unsigned(count), millis, begun);
    if (hasSum) {
      samples.addCounter(series.ending("_sum"), sum, millis, begun);
    }
  }

  private NamedSeries series(Resource resource, Metric metric, List<KeyValue> attributes) {
    return samples.series(metric.getName(), resource.with(attributes));
  }

  /** Says that a series has ended, as Prometheus does by a stale marker. */
  private static boolean unrecorded(int flags) {
    return (flags & DataPointFlags.DATA_POINT_FLAGS_NO_RECORDED_VALUE_MASK_VALUE) != 0;
  }

  /** Cut down to milliseconds; 0 is a time that is not known. */
  private static long millis(long nanos) {
    return nanos == 0 ? Timestamp.NONE : Long.divideUnsigned(nanos, 1_000_000);
  }

  private static double unsigned(long count) {
    return count >= 0 ? count : ((count >>> 1) | (count & 1)) * 2.0;
  }

  /** A number as Prometheus writes the bound of a bucket: no exponent, no idle zeros. */
  private static String decimal(double number) {
    return Double.isFinite(number)
        ? new BigDecimal(Double.toString(number)).stripTrailingZeros().toPlainString()
        : Double.toString(number);
  }

  /** The tags that all series of a resource have. */
  private record Resource(Map<String, String> tags) {
    static Resource of(List<KeyValue> attributes) {
      Map<String, String> tags = new LinkedHashMap<>();
      for (KeyValue attribute : attributes) {
        if (RESOURCE_TAGS.contains(attribute.getKey())) {
          tags.put(attribute.getKey(), AttributeText.of(attribute.getValue()));
        }
      }
      return new Resource(tags);
    }

    /** The attributes of a point come before those of its resource. */
    Map<String, String> with(List<KeyValue> attributes) {
      Map<String, String> all = new LinkedHashMap<>(tags);
      attributes.forEach(
          attribute -> all.put(attribute.getKey(), AttributeText.of(attribute.getValue())));
      return all;
    }
  }
}
