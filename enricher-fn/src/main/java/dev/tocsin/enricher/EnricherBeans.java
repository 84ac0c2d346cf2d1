package dev.tocsin.enricher;

import dev.tocsin.core.enrichment.Cmdb;
import dev.tocsin.core.enrichment.CmdbReader;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFile;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;

/** The values that the enricher works with. */
@Factory
final class EnricherBeans {
  /** The inventory, read at start; what has faults then is refused. */
  @Singleton
  @Requires(beans = TextFile.class)
  Reloadable<Cmdb> cmdb(TextFile file) {
    return new Reloadable<>(file, CmdbReader::read);
  }
}
