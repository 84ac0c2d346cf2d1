package dev.tocsin.evaluator.decode;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tocsin.core.setting.Topic;
import dev.tocsin.evaluator.EvaluatorSettings;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Objects;

/** The decoders of the formats that topics have. No other is made, nor are its classes loaded. */
@Singleton
public class SampleDecoders {
  private final EvaluatorSettings settings;
  private final Map<Topic.Format, SampleDecoder> decoders;

  SampleDecoders(EvaluatorSettings settings) {
    this.settings = settings;
    decoders =
        settings.formats().stream()
            .distinct()
            .collect(toUnmodifiableMap(format -> format, SampleDecoders::decoder));
  }

  /**
   * The decoder of a topic's records.
   *
   * @throws IllegalArgumentException for a topic that the settings do not name
   */
  public SampleDecoder of(String topic) {
    return Objects.requireNonNull(decoders.get(settings.format(topic)));
  }

  private static SampleDecoder decoder(Topic.Format format) {
    return switch (format) {
      case JSON -> new JsonSampleDecoder();
      case OTLP_PROTOBUF -> new OtlpProtobufDecoder();
      case OTLP_JSON -> new OtlpJsonDecoder();
      case PROMETHEUS_REMOTE_WRITE -> new RemoteWriteDecoder();
    };
  }
}
