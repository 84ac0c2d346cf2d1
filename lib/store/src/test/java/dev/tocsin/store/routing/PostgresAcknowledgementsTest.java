package dev.tocsin.store.routing;

import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.routing.AcknowledgementsContract;
import io.micronaut.context.ApplicationContext;

class PostgresAcknowledgementsTest extends AcknowledgementsContract {
  private final ApplicationContext context = StoreFixture.empty();

  @Override
  protected Acknowledgements acknowledgements() {
    return context.getBean(Acknowledgements.class);
  }
}
