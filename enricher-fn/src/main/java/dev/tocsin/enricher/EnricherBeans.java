package dev.tocsin.enricher;

import dev.tocsin.core.enrichment.Cmdb;
import dev.tocsin.core.enrichment.CmdbReader;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.snapshot.Primer;
import dev.tocsin.platform.file.BucketFiles;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The values that the enricher works with. */
@Factory
final class EnricherBeans {
  private static final Logger LOG = LoggerFactory.getLogger(EnricherBeans.class);

  /** Steps back for an inventory that the context was given. */
  @Singleton
  @Secondary
  @Requires(beans = BucketFiles.class)
  TextFile file(BucketFiles files) {
    return files.file("cmdb.yaml", "assets: {}\n");
  }

  @Singleton
  @Requires(beans = TextFile.class)
  Primer primer(Reloadable<Cmdb> cmdb) {
    return cmdb::current;
  }

  @Singleton
  @Requires(beans = TextFile.class)
  Reloadable<Cmdb> cmdb(TextFile file) {
    return new Reloadable<>(
        file,
        CmdbReader::read,
        problems -> LOG.error("the inventory stays as it is, for these problems:\n{}", problems));
  }
}
