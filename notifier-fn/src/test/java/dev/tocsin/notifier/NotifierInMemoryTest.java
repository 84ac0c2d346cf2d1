package dev.tocsin.notifier;

import java.util.Map;

class NotifierInMemoryTest extends NotifierScenarios {
  @Override
  protected Map<String, Object> store() {
    return MemoryStore.PROPERTIES;
  }
}
