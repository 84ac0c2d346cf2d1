package dev.tocsin.remediation;

import dev.tocsin.core.breaker.BreakerPolicy;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.CatalogueReader;
import dev.tocsin.core.snapshot.Primer;
import dev.tocsin.platform.file.BucketFiles;
import dev.tocsin.remediation.work.HttpSending;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Secondary;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The values that remediation works with. */
@Factory
final class RemediationBeans {
  private static final Logger LOG = LoggerFactory.getLogger(RemediationBeans.class);

  /** Steps back for a catalogue that the context was given. */
  @Singleton
  @Secondary
  @Requires(beans = BucketFiles.class)
  TextFile file(BucketFiles files) {
    return files.file("remediations.yaml", "");
  }

  @Singleton
  Primer primer(Reloadable<Catalogue> catalogue) {
    return catalogue::current;
  }

  /** The client of actions is part of a snapshot. */
  @Singleton
  Primer client(BeanProvider<HttpSending> sending) {
    return sending::get;
  }

  /** Without a file it is empty. */
  @Singleton
  Reloadable<Catalogue> catalogue(@Nullable TextFile file) {
    return new Reloadable<>(
        file == null ? TextFile.of("(no catalogue)", "") : file,
        CatalogueReader::read,
        problems -> LOG.error("the catalogue stays as it is, for these problems:\n{}", problems));
  }

  @Singleton
  BreakerPolicy breakerPolicy() {
    return BreakerPolicy.STANDARD;
  }
}
