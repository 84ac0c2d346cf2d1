package dev.tocsin.store.window;

import dev.tocsin.engine.window.LabelIndex;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.window.LabelIndexContract;
import io.micronaut.context.ApplicationContext;

class PostgresLabelIndexTest extends LabelIndexContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected LabelIndex labelIndex() {
    return context.getBean(LabelIndex.class);
  }
}
