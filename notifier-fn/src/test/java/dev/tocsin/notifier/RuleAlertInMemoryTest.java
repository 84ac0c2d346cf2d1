package dev.tocsin.notifier;

import java.util.Map;

class RuleAlertInMemoryTest extends RuleAlertScenarios {
  @Override
  protected Map<String, Object> store() {
    return MemoryStore.PROPERTIES;
  }
}
