package dev.tocsin.evaluator.setting;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * Where rules come from; only one place can be right.
 *
 * @param source files, on a disk or in a bucket, or the API
 * @param checkEvery where they come by the API: how often an instance asks for newer ones
 */
@ConfigurationProperties("tocsin.rules")
public record RulesSettings(
    @Bindable(defaultValue = "files") Source source,
    @Bindable(defaultValue = "10s") Duration checkEvery) {
  /** See {@link RulesSettings}. */
  public enum Source {
    FILES,
    API
  }
}
