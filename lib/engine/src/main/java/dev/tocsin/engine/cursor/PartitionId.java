package dev.tocsin.engine.cursor;

import java.util.Comparator;

/** One partition of a topic. Ordered by topic and number: the order in which cursors are locked. */
public record PartitionId(String topic, int partition) implements Comparable<PartitionId> {
  private static final Comparator<PartitionId> ORDER =
      Comparator.comparing(PartitionId::topic).thenComparingInt(PartitionId::partition);

  @Override
  public int compareTo(PartitionId other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return topic + "-" + partition;
  }
}
