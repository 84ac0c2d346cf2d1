package dev.tocsin.evaluator;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;
import java.util.List;

/**
 * What the evaluator is told.
 *
 * @param topics topics that hold metrics
 * @param allowedLateness how much older than the newest a sample may be
 * @param dedupWindow within which a key that fires again continues its alert; whole seconds
 */
@ConfigurationProperties("tocsin.evaluator")
public record EvaluatorSettings(
    @Bindable(defaultValue = "gds.metrics.production") List<String> topics,
    @Bindable(defaultValue = "10s") Duration allowedLateness,
    @Bindable(defaultValue = "15m") Duration dedupWindow) {
  public EvaluatorSettings {
    topics = List.copyOf(topics);
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
}
