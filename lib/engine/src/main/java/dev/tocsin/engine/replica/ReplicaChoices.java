package dev.tocsin.engine.replica;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;

/** The choices that all instances share, by topic and cluster. */
public interface ReplicaChoices {
  /**
   * The choices of some clusters, without a lock.
   *
   * @return by cluster; those without a choice are left out
   */
  Map<String, ReplicaChoice> load(String topic, Collection<String> clusters);

  /** How many clusters of a topic have a choice. */
  int count(String topic);

  /**
   * Stores changes, within the caller's transaction and as {@link ChoiceChange#on} has it.
   *
   * @param changes at most one a cluster
   * @param now when this is, by which choices that nothing changes are forgotten
   * @return whether each was still as it was read; else the transaction must not commit
   */
  boolean change(String topic, Collection<ChoiceChange> changes, Instant now);
}
