package dev.tocsin.core.setting;

import dev.tocsin.core.yaml.Position;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A topic that holds metrics.
 *
 * @param keyed whether all samples of a series are in one partition
 * @param time which time a sample has
 * @param dropLabels names of labels that are taken as absent
 * @param ha there when several replicas send the same series
 * @param at where the settings name it
 */
public record Topic(
    String name,
    Format format,
    boolean keyed,
    Time time,
    Set<String> dropLabels,
    Optional<HighAvailability> ha,
    Position at) {
  public Topic {
    dropLabels = Set.copyOf(dropLabels);
  }

  /** A topic whose samples have the times and labels that its records say. */
  public static Topic of(String name, Format format, boolean keyed, Position at) {
    return new Topic(name, format, keyed, Time.SAMPLE, Set.of(), Optional.empty(), at);
  }

  /** Which time the samples of a record have. */
  public enum Time {
    /** The one that the record says of each. */
    SAMPLE,

    /** The timestamp of the Kafka record. */
    RECORD;

    /** The time as files write it: {@code sample}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What makes it another topic for a running process, wherever it is named. */
  String description() {
    return name + " as " + format.code() + (keyed ? "" : ", not keyed");
  }

  /** How its records are encoded. */
  public enum Format {
    /** A JSON object is a sample. */
    JSON,

    /** OpenTelemetry's {@code ExportMetricsServiceRequest}. */
    OTLP_PROTOBUF,

    /** The same in JSON. */
    OTLP_JSON,

    /** Prometheus's {@code WriteRequest}, version 1, compressed by Snappy. */
    PROMETHEUS_REMOTE_WRITE,

    /** Telegraf's {@code data_format = "json"}. */
    TELEGRAF_JSON,

    /** InfluxDB's line protocol, Telegraf's {@code data_format = "influx"}. */
    INFLUX_LINE;

    /** The format as files write it: {@code json}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
