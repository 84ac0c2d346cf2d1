package dev.tocsin.testkit.routing;

import dev.tocsin.routing.state.Acknowledgements;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryAcknowledgementsTest extends AcknowledgementsContract {
  private final Acknowledgements acknowledgements =
      new InMemoryAcknowledgements(new InMemoryTransactions());

  @Override
  protected Acknowledgements acknowledgements() {
    return acknowledgements;
  }
}
