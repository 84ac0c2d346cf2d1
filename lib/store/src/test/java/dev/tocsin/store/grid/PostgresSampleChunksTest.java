package dev.tocsin.store.grid;

import dev.tocsin.engine.grid.SampleChunks;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.grid.SampleChunksContract;
import io.micronaut.context.ApplicationContext;

class PostgresSampleChunksTest extends SampleChunksContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected SampleChunks chunks() {
    return context.getBean(SampleChunks.class);
  }
}
