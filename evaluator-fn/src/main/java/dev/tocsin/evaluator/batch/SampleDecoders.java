package dev.tocsin.evaluator.batch;

import static java.util.stream.Collectors.toUnmodifiableMap;

import dev.tocsin.core.setting.Topic;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import dev.tocsin.formats.SampleDecoder;
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
            .collect(toUnmodifiableMap(format -> format, SampleDecoder::of));
  }

  /**
   * The decoder of a topic's records.
   *
   * @throws IllegalArgumentException for a topic that the settings do not name
   */
  public SampleDecoder of(String topic) {
    return Objects.requireNonNull(decoders.get(settings.format(topic)));
  }
}
