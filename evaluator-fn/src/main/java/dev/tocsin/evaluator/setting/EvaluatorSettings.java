package dev.tocsin.evaluator.setting;

import dev.tocsin.core.setting.Settings;
import dev.tocsin.core.setting.Topic;
import dev.tocsin.core.yaml.Position;
import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * The settings of the evaluator.
 *
 * @param topics topics that hold metrics
 * @param formats how their records are encoded: one for all of them, or one for each, in their
 *     order
 * @param allowedLateness how much older than the newest a sample may be
 * @param dedupWindow within which a key that fires again continues its alert; whole seconds
 */
@ConfigurationProperties("tocsin.evaluator")
public record EvaluatorSettings(
    @Bindable(defaultValue = "gds.metrics.production") List<String> topics,
    @Bindable(defaultValue = "json") List<Topic.Format> formats,
    @Bindable(defaultValue = "10s") Duration allowedLateness,
    @Bindable(defaultValue = "15m") Duration dedupWindow) {
  public EvaluatorSettings {
    topics = List.copyOf(topics);
    formats = List.copyOf(formats);
    if (formats.size() != 1 && formats.size() != topics.size()) {
      throw new IllegalArgumentException(
          "tocsin.evaluator.formats has %d formats for %d topics; it must have one, or one for each"
              .formatted(formats.size(), topics.size()));
    }
    if (allowedLateness.isNegative()) {
      throw new IllegalArgumentException(
          "tocsin.evaluator.allowed-lateness is %s; it must be zero or more"
              .formatted(allowedLateness));
    }
    if (dedupWindow.toSeconds() < 1) {
      throw new IllegalArgumentException(
          "tocsin.evaluator.dedup-window is %s; it must be at least a second"
              .formatted(dedupWindow));
    }
  }

  /** What holds where no file of settings says otherwise. */
  Settings deployment() {
    return new Settings(
        topics.stream()
            .map(topic -> Topic.of(topic, format(topic), true, Position.startOf("deployment")))
            .toList(),
        allowedLateness,
        Settings.DEFAULT.naming().withDedupWindow(dedupWindow),
        Settings.DEFAULT.limits(),
        Settings.DEFAULT.grafanaUrl(),
        Settings.DEFAULT.publicUrl(),
        Settings.DEFAULT.notification(),
        Settings.DEFAULT.builtIns());
  }

  /**
   * How the records of a topic are encoded.
   *
   * @throws IllegalArgumentException for a topic that is none of these
   */
  public Topic.Format format(String topic) {
    int at = topics.indexOf(topic);
    if (at < 0) {
      throw new IllegalArgumentException(
          "topic \"%s\" is none of tocsin.evaluator.topics, %s".formatted(topic, topics));
    }
    return formats.get(formats.size() == 1 ? 0 : at);
  }
}
