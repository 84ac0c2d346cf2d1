package dev.tocsin.evaluator;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.platform.file.BucketFiles;
import dev.tocsin.platform.file.DeployedSettings;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** The values that the evaluator works with. */
@Factory
final class EvaluatorBeans {
  /** Steps back for rules that the context was given. */
  @Singleton
  @Secondary
  @Requires(beans = BucketFiles.class)
  @Requires(property = "tocsin.rules.source", notEquals = "api")
  RuleSource rules(
      BucketFiles files, CurrentSettings settings, LimitHits hits, InstantSource clock) {
    return new BucketRules(files.directory("rules/"), settings, hits, clock);
  }

  /** Step back for settings that the context was given. */
  @Singleton
  @Secondary
  CurrentSettings settings(EvaluatorSettings given, @Nullable BucketFiles files) {
    return DeployedSettings.of(given.deployment(), files);
  }
}
