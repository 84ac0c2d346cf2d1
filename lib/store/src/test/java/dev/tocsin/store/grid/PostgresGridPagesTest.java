package dev.tocsin.store.grid;

import dev.tocsin.engine.grid.GridPages;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.grid.GridPagesContract;
import io.micronaut.context.ApplicationContext;

class PostgresGridPagesTest extends GridPagesContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected GridPages pages() {
    return context.getBean(GridPages.class);
  }
}
