package dev.tocsin.core.outbox;

/**
 * The unit of order: one shard of one queue. Events of a lane are sent in the order in which they
 * were written, by one publisher at a time.
 *
 * @param shard fingerprint modulo 64; also the FIFO message group
 */
public record Lane(QueueName queue, int shard) implements Comparable<Lane> {
  @Override
  public int compareTo(Lane other) {
    int byQueue = queue.compareTo(other.queue);
    return byQueue != 0 ? byQueue : Integer.compare(shard, other.shard);
  }
}
