package dev.tocsin.platform.limit;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.LimitHits;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;

/** Counts hits as {@code tocsin.limit.hits}, with the limit's code as the tag {@code limit}. */
@Singleton
public final class MeteredLimitHits implements LimitHits {
  private final MeterRegistry registry;

  public MeteredLimitHits(MeterRegistry registry) {
    this.registry = registry;
  }

  @Override
  public void hit(Limit limit) {
    registry.counter("tocsin.limit.hits", "limit", limit.code()).increment();
  }
}
