package dev.tocsin.engine.evaluation;

import java.time.Instant;

/**
 * Up to which time a shard is evaluated: at all evaluation times before it; the epoch if at none.
 */
@FunctionalInterface
public interface EvaluatedBefore {
  Instant of(int shard);
}
