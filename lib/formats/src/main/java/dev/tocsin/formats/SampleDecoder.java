package dev.tocsin.formats;

import dev.tocsin.core.setting.Topic;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Decodes the records of a topic's format. Never throws, whatever the bytes. */
@FunctionalInterface
public interface SampleDecoder {
  /** Decodes one record. */
  Decoded decode(byte[] value, SampleClock clock);

  /** Decodes a record whose samples have the times that it says. */
  default Decoded decode(byte[] value, Instant now) {
    return decode(value, SampleClock.of(now));
  }

  /** Decodes many such records, each as if it were alone. */
  default List<Decoded> decode(List<byte[]> values, Instant now) {
    return values.stream().map(value -> decode(value, now)).toList();
  }

  /** The decoder of a format; the classes of others are not loaded. */
  static SampleDecoder of(Topic.Format format) {
    return of(format, Set.of());
  }

  /**
   * The same.
   *
   * @param dropped names of labels that are taken as absent
   */
  static SampleDecoder of(Topic.Format format, Set<String> dropped) {
    return switch (format) {
      case JSON -> new JsonSampleDecoder(dropped);
      case OTLP_PROTOBUF -> new OtlpProtobufDecoder(dropped);
      case OTLP_JSON -> new OtlpJsonDecoder(dropped);
      case PROMETHEUS_REMOTE_WRITE -> new RemoteWriteDecoder(dropped);
      case TELEGRAF_JSON -> new TelegrafJsonDecoder(dropped);
      case INFLUX_LINE -> new InfluxLineDecoder(dropped);
    };
  }
}
