package dev.tocsin.remediation;

import dev.tocsin.core.breaker.BreakerPolicy;
import dev.tocsin.core.file.Reloadable;
import dev.tocsin.core.file.TextFile;
import dev.tocsin.core.remediation.Catalogue;
import dev.tocsin.core.remediation.CatalogueReader;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** The values that remediation works with. */
@Factory
final class RemediationBeans {
  /** The catalogue, read at start; what has faults then is refused. Without a file it is empty. */
  @Singleton
  Reloadable<Catalogue> catalogue(@Nullable TextFile file) {
    return new Reloadable<>(
        file == null ? TextFile.of("(no catalogue)", "") : file, CatalogueReader::read);
  }

  @Singleton
  BreakerPolicy breakerPolicy() {
    return BreakerPolicy.STANDARD;
  }
}
