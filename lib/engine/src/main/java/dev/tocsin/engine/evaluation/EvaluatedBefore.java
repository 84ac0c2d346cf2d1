package dev.tocsin.engine.evaluation;

import java.time.Instant;

/** Up to which time a shard is judged: at all grid points before it; the epoch if at none. */
@FunctionalInterface
public interface EvaluatedBefore {
  Instant of(int shard);
}
