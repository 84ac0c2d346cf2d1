package dev.tocsin.notifier;

import java.util.Map;

class RateLimitInMemoryTest extends RateLimitScenarios {
  @Override
  protected Map<String, Object> store() {
    return MemoryStore.PROPERTIES;
  }
}
