package dev.tocsin.testkit.enrichment;

import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.testkit.outbox.InMemoryTransactions;

class InMemoryEnrichmentsTest extends EnrichmentsContract {
  @Override
  protected Enrichments newEnrichments() {
    return new InMemoryEnrichments(new InMemoryTransactions());
  }
}
