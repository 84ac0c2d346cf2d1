package dev.tocsin.formats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.setting.Topic;

/** A record of each format, to be decoded before a snapshot is taken. */
public final class PrimingRecords {
  private static final String JSON =
      """
      {"metric_name":"m","timestamp":"2026-01-01T00:00:00Z","value":1.5,"tags":{"a":"b"}}
      """;
  private static final String OTLP =
      """
      {"resourceMetrics":[{"scopeMetrics":[{"metrics":[{"name":"m","gauge":{"dataPoints":[
        {"timeUnixNano":"1767225600000000000","asDouble":1.5,
         "attributes":[{"key":"a","value":{"stringValue":"b"}}]}]}}]}]}]}
      """;

  private static final String TELEGRAF =
      """
      {"fields":{"c":1.5},"name":"m","tags":{"a":"b"},"timestamp":1767225600}
      """;

  private PrimingRecords() {}

  public static byte[] of(Topic.Format format) {
    return switch (format) {
      case JSON -> JSON.getBytes(UTF_8);
      case OTLP_JSON -> OTLP.getBytes(UTF_8);
      case OTLP_PROTOBUF -> OtlpProtobufDecoder.record(OTLP.getBytes(UTF_8));
      // The length of nothing: a request without series.
      case PROMETHEUS_REMOTE_WRITE -> new byte[1];
      case TELEGRAF_JSON -> TELEGRAF.getBytes(UTF_8);
      case INFLUX_LINE -> "m,a=b c=1.5 1767225600000000000".getBytes(UTF_8);
    };
  }
}
