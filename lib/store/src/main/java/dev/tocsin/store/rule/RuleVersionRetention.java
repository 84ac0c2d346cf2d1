package dev.tocsin.store.rule;

import dev.tocsin.engine.rule.RuleVersions;
import dev.tocsin.store.retention.Retained;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;

/** Keeps versions of the rules for a year, the newest hundred for ever. */
@Singleton
final class RuleVersionRetention implements Retained {
  private static final Duration KEPT_FOR = Duration.ofDays(365);
  private static final int KEPT = 100;

  private final RuleVersions versions;

  RuleVersionRetention(RuleVersions versions) {
    this.versions = versions;
  }

  @Override
  public String name() {
    return "rule versions";
  }

  @Override
  public int sweep(Instant now) {
    return versions.purge(now.minus(KEPT_FOR), KEPT);
  }
}
