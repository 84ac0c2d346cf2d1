package dev.tocsin.store.enrichment;

import dev.tocsin.core.enrichment.Enrichments;
import dev.tocsin.store.StoreFixture;
import dev.tocsin.testkit.enrichment.EnrichmentsContract;

class PostgresEnrichmentsTest extends EnrichmentsContract {
  @Override
  protected Enrichments newEnrichments() {
    return StoreFixture.empty().getBean(Enrichments.class);
  }
}
