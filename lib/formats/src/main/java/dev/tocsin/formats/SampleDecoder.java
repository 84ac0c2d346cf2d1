package dev.tocsin.formats;

import dev.tocsin.core.setting.Topic;
import java.time.Instant;
import java.util.List;

/** Decodes the records of a topic's format. Never throws, whatever the bytes. */
@FunctionalInterface
public interface SampleDecoder {
  /**
   * @param now the clock, against which samples from the future are refused
   */
  Decoded decode(byte[] value, Instant now);

  /** Decodes many records, each as if it were alone. */
  default List<Decoded> decode(List<byte[]> values, Instant now) {
    return values.stream().map(value -> decode(value, now)).toList();
  }

  /** The decoder of a format; the classes of others are not loaded. */
  static SampleDecoder of(Topic.Format format) {
    return switch (format) {
      case JSON -> new JsonSampleDecoder();
      case OTLP_PROTOBUF -> new OtlpProtobufDecoder();
      case OTLP_JSON -> new OtlpJsonDecoder();
      case PROMETHEUS_REMOTE_WRITE -> new RemoteWriteDecoder();
    };
  }
}
