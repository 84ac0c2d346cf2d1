package dev.tocsin.platform.snapshot;

import dev.tocsin.core.snapshot.Primer;
import io.micronaut.context.BeanProvider;
import io.micronaut.crac.OrderedResource;
import jakarta.inject.Singleton;
import org.crac.Context;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs all primers before a snapshot is taken, and before connections are closed for it. */
@Singleton
final class PrimeBeforeSnapshot implements OrderedResource {
  private static final Logger LOG = LoggerFactory.getLogger(PrimeBeforeSnapshot.class);

  private final BeanProvider<Primer> primers;

  /** They are made when a snapshot is taken: without one nobody wants them. */
  PrimeBeforeSnapshot(BeanProvider<Primer> primers) {
    this.primers = primers;
  }

  /** The last to be registered is the first to be called. */
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  /** What cannot be primed, for a part is away, is only slower the first time. */
  @Override
  public void beforeCheckpoint(Context<? extends Resource> context) {
    for (Primer primer : primers) {
      try {
        primer.prime();
      } catch (RuntimeException e) {
        LOG.warn("not primed, {}: {}", primer.getClass().getSimpleName(), e.toString());
      }
    }
  }

  @Override
  public void afterRestore(Context<? extends Resource> context) {}
}
