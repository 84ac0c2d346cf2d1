package dev.tocsin.notifier.pipeline;

import dev.tocsin.notifier.MemoryStore;
import java.util.Map;

class PipelineInMemoryTest extends PipelineScenarios {
  @Override
  protected Map<String, Object> store() {
    return MemoryStore.PROPERTIES;
  }
}
