package dev.tocsin.evaluator.rules;

import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFiles;
import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.engine.rulefile.RuleFiles;
import java.time.Instant;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The rules in a bucket. They count as published when the instance that sees them first began to
 * look, so that of two instances the one that looked later is right.
 */
final class BucketRules implements RuleSource {
  private static final Logger LOG = LoggerFactory.getLogger(BucketRules.class);

  private final TextFiles files;
  private final InstantSource clock;
  private final Reloadable<Published> rules;
  private Instant asked = Instant.MIN;

  BucketRules(TextFiles files, CurrentSettings settings, LimitHits hits, InstantSource clock) {
    this.files = files;
    this.clock = clock;
    this.rules =
        new Reloadable<>(
            files,
            (sources, problems) ->
                RuleFiles.read(sources, settings.now().limits(), hits, problems)
                    .map(ruleSet -> {
                      logWarnings(problems);
                      return new Published(ruleSet, asked, files.name(), sources);
                    }),
            problems -> LOG.error("the rules stay as they are, for these problems:\n{}", problems));
  }

  private static void logWarnings(Problems problems) {
    if (!problems.warnings().isEmpty()) {
      LOG.warn("the rules have warnings:\n{}", problems.warningLines());
    }
  }

  @Override
  public synchronized Published current() {
    asked = clock.instant();
    return rules.current();
  }

  @Override
  public void expire() {
    files.expire();
  }
}
