package dev.tocsin.engine.replica;

import java.util.Optional;

/**
 * What a batch makes of the choice of a cluster.
 *
 * @param before as it was read; none for a cluster that has none yet
 * @param after as it is to be stored
 */
public record ChoiceChange(String cluster, Optional<ReplicaChoice> before, ReplicaChoice after) {
  /**
   * What is to be stored, or nothing when another batch has changed the choice so that this one was
   * decided on what no longer holds. That the replica in use was seen by another batch meanwhile
   * matters only to a batch in which it was silent.
   *
   * @param current what is stored now
   */
  public Optional<ReplicaChoice> on(Optional<ReplicaChoice> current) {
    if (before.equals(current)) {
      return Optional.of(after);
    }
    return current
        .filter(now -> before.isPresent() && now.hasSameTenure(before.get()))
        .filter(now -> now.hasSameTenure(after))
        .map(now -> now.seenUntil(after.lastSeen()));
  }
}
