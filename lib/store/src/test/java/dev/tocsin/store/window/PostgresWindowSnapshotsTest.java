package dev.tocsin.store.window;

import dev.tocsin.engine.window.WindowSnapshots;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.window.WindowSnapshotsContract;
import io.micronaut.context.ApplicationContext;

class PostgresWindowSnapshotsTest extends WindowSnapshotsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected WindowSnapshots snapshots() {
    return context.getBean(WindowSnapshots.class);
  }
}
