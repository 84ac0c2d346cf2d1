package dev.tocsin.testkit.rule;

import dev.tocsin.engine.rule.RuleVersions;

class InMemoryRuleVersionsTest extends RuleVersionsContract {
  private final InMemoryRuleVersions versions = new InMemoryRuleVersions();

  @Override
  protected RuleVersions versions() {
    return versions;
  }
}
