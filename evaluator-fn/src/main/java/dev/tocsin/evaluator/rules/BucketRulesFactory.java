package dev.tocsin.evaluator.rules;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.platform.file.BucketFiles;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import java.time.InstantSource;

/** The rules of the deployment's bucket, where there is one and rules come in files. */
@Factory
final class BucketRulesFactory {
  /** Steps back for rules that the context was given. */
  @Singleton
  @Secondary
  @Requires(beans = BucketFiles.class)
  @Requires(property = "tocsin.rules.source", notEquals = "api")
  RuleSource rules(
      BucketFiles files, CurrentSettings settings, LimitHits hits, InstantSource clock) {
    return new BucketRules(files.directory("rules/"), settings, hits, clock);
  }
}
