package dev.tocsin.engine.window;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * How far each shard of keys is evaluated: at all evaluation times of all groups before a time. A
 * transaction that evaluates a shard, or changes what is stored of its keys, holds its lock.
 */
public interface EvaluationShards {
  /**
   * Locks a shard until the caller's transaction ends.
   *
   * @return evaluation times before this time are evaluated, {@link Instant#EPOCH} when none ever
   *     was; nothing when another transaction holds it
   */
  Optional<Instant> claim(int shard);

  /** Locks all shards until the caller's transaction ends, waiting for others to end. */
  void claimAll();

  /** Moves shards forward; one that is further already stays. */
  void evaluated(Collection<Integer> shards, Instant before);

  /** Of all shards, the time before which they are evaluated. */
  Map<Integer, Instant> evaluated();
}
