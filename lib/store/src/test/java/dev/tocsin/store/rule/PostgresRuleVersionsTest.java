package dev.tocsin.store.rule;

import dev.tocsin.engine.rule.RuleVersions;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.rule.RuleVersionsContract;
import io.micronaut.context.ApplicationContext;

class PostgresRuleVersionsTest extends RuleVersionsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected RuleVersions versions() {
    return context.getBean(RuleVersions.class);
  }
}
