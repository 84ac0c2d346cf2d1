package dev.tocsin.store.routing;

import dev.tocsin.routing.alert.RoutedAlerts;
import dev.tocsin.routing.inhibition.InhibitionSources;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.InhibitionSourcesContract;
import io.micronaut.context.ApplicationContext;

class PostgresInhibitionSourcesTest extends InhibitionSourcesContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected InhibitionSources sources() {
    return context.getBean(InhibitionSources.class);
  }

  @Override
  protected RoutedAlerts alerts() {
    return context.getBean(RoutedAlerts.class);
  }
}
