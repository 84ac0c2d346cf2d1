package dev.tocsin.store.window;

import dev.tocsin.engine.window.SampleBlocks;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.window.SampleBlocksContract;
import io.micronaut.context.ApplicationContext;

class PostgresSampleBlocksTest extends SampleBlocksContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected SampleBlocks blocks() {
    return context.getBean(SampleBlocks.class);
  }
}
