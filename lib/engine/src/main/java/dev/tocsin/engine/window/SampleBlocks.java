package dev.tocsin.engine.window;

import dev.tocsin.engine.cursor.PartitionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** The samples that wait for the evaluation schedule. */
public interface SampleBlocks {
  /**
   * Lets offsets of a partition come again: what waits of it keeps its order and stands under
   * others, which no topic reaches. The caller holds the partition's lock.
   */
  void makeRoom(PartitionId partition);

  /** Adds blocks; none that is there already. */
  void add(Collection<SampleBlock> blocks);

  /**
   * The blocks of a shard whose first sample's {@code passed} is before a time, by step, partition
   * and offset.
   *
   * @param left steps whose blocks are left where they are
   */
  List<SampleBlock> load(int shard, Collection<Duration> left, Instant before);

  /** Removes blocks. */
  void remove(Collection<SampleBlock> blocks);

  /** The shards that {@link #load} has something of. */
  Set<Integer> shards(Collection<Duration> left, Instant before);
}
