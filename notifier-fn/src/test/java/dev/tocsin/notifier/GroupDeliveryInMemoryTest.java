package dev.tocsin.notifier;

import java.util.Map;

class GroupDeliveryInMemoryTest extends GroupDeliveryScenarios {
  @Override
  protected Map<String, Object> store() {
    return MemoryStore.PROPERTIES;
  }
}
