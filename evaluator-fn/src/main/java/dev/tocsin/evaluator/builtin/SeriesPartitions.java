package dev.tocsin.evaluator.builtin;

import dev.tocsin.engine.cursor.PartitionId;
import java.util.HashMap;
import java.util.Map;

/** Counts samples that come from another partition than their series before, within a topic. */
public final class SeriesPartitions {
  /** One series in so many is looked at; a producer without keys is seen by any of them. */
  private static final int SAMPLED = 16;

  private final Map<Long, PartitionId> places = new HashMap<>();
  private final Map<String, Long> misplaced = new HashMap<>();

  /** A sample of a series, from a partition. */
  public void seen(long series, PartitionId partition) {
    if (series % SAMPLED != 0) {
      return;
    }
    PartitionId before = places.put(series, partition);
    if (before != null && !before.equals(partition) && before.topic().equals(partition.topic())) {
      misplaced.merge(partition.topic(), 1L, Long::sum);
    }
  }

  /** How many, by topic. */
  public Map<String, Long> misplaced() {
    return Map.copyOf(misplaced);
  }
}
