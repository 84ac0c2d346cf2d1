package dev.tocsin.evaluator.rules;

import dev.tocsin.core.limit.LimitHits;
import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.core.yaml.Problems;
import dev.tocsin.engine.rule.RuleSet;
import dev.tocsin.engine.rule.RuleVersion;
import dev.tocsin.engine.rule.RuleVersions;
import dev.tocsin.engine.rulefile.RuleFiles;
import dev.tocsin.evaluator.setting.RulesSettings;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The newest version of the rules in the database; no rules while there is none. */
@Singleton
@Requires(property = "tocsin.rules.source", value = "api")
final class DatabaseRules implements RuleSource {
  private static final Logger LOG = LoggerFactory.getLogger(DatabaseRules.class);
  private static final Published NONE = new Published(RuleSet.of(List.of()), Instant.EPOCH);

  private final RuleVersions versions;
  private final RulesSettings settings;
  private final CurrentSettings current;
  private final LimitHits hits;
  private final InstantSource clock;
  private Instant next = Instant.MIN;
  private long seen = -1;
  private @Nullable Published good;

  DatabaseRules(
      RuleVersions versions,
      RulesSettings settings,
      CurrentSettings current,
      LimitHits hits,
      InstantSource clock) {
    this.versions = versions;
    this.settings = settings;
    this.current = current;
    this.hits = hits;
    this.clock = clock;
  }

  @Override
  public synchronized Published current() {
    Instant now = clock.instant();
    if (good == null || !now.isBefore(next)) {
      look();
      next = now.plus(settings.checkEvery());
    }
    return Optional.ofNullable(good)
        .orElseThrow(() ->
            new IllegalStateException("version %d of the rules has problems".formatted(seen)));
  }

  private void look() {
    long newest = versions.newest();
    if (newest != seen) {
      if (newest == 0) {
        good = NONE;
      } else {
        versions.find(newest).ifPresent(this::read);
      }
      seen = newest;
    }
  }

  /** What an older program cannot read leaves the last good rules in force. */
  private void read(RuleVersion version) {
    Problems problems = new Problems();
    RuleFiles.read(version.files(), current.now().limits(), hits, problems)
        .ifPresentOrElse(
            ruleSet -> good = new Published(ruleSet, version.at()),
            () ->
                LOG.error(
                    "the rules stay as they are, for these problems of version {}:\n{}",
                    version.number(),
                    problems));
    if (!problems.warnings().isEmpty()) {
      LOG.warn(
          "version {} of the rules has warnings:\n{}", version.number(), problems.warningLines());
    }
  }

  @Override
  public synchronized void expire() {
    next = Instant.MIN;
  }
}
