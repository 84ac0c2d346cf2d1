package dev.tocsin.evaluator.batch;

import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.evaluator.setting.EvaluatorSettings;
import dev.tocsin.formats.SampleDecoder;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** The decoders of the formats that topics have. No other is made, nor are its classes loaded. */
@Singleton
public class SampleDecoders {
  private final EvaluatorSettings deployment;
  private final Map<Kind, SampleDecoder> decoders = new ConcurrentHashMap<>();

  private record Kind(Topic.Format format, Set<String> dropLabels) {
    static Kind of(Topic topic) {
      return new Kind(topic.format(), topic.dropLabels());
    }

    SampleDecoder decoder() {
      return SampleDecoder.of(format, dropLabels);
    }
  }

  SampleDecoders(EvaluatorSettings deployment) {
    this.deployment = deployment;
    deployment
        .formats()
        .forEach(format -> decoders.computeIfAbsent(new Kind(format, Set.of()), Kind::decoder));
  }

  /**
   * A topic as it is set, in the format in which the deployment reads it.
   *
   * @throws IllegalArgumentException for a topic that the deployment does not name
   */
  public Topic topic(String name, Settings settings) {
    Topic set = settings.topic(name);
    return new Topic(
        name,
        deployment.format(name),
        set.keyed(),
        set.time(),
        set.dropLabels(),
        set.ha(),
        set.at());
  }

  /** The decoder of a topic's records. */
  public SampleDecoder of(Topic topic, Settings settings) {
    Kind kind = Kind.of(topic);
    SampleDecoder known = decoders.get(kind);
    if (known != null) {
      return known;
    }
    // Decoders remember series: those of topics that are set otherwise by now are let go.
    decoders
        .keySet()
        .retainAll(
            deployment.topics().stream()
                .map(name -> Kind.of(topic(name, settings)))
                .collect(Collectors.toSet()));
    return decoders.computeIfAbsent(kind, Kind::decoder);
  }
}
