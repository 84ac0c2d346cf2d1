package dev.tocsin.core.setting;

import dev.tocsin.core.yaml.Position;
import java.util.Locale;

/**
 * A topic that holds metrics.
 *
 * @param keyed whether all samples of a series are in one partition
 * @param at where the settings name it
 */
public record Topic(String name, Format format, boolean keyed, Position at) {
  /** What it is, wherever it is named. */
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
    PROMETHEUS_REMOTE_WRITE;

    /** The format as files write it: {@code json}. */
    public String code() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
