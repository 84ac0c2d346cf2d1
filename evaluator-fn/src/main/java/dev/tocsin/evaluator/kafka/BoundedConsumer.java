package dev.tocsin.evaluator.kafka;

import dev.tocsin.core.limit.Limits;
import dev.tocsin.evaluator.batch.Truncation;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * A consumer that no record, batch or producer can make take more memory than its limits allow. Of
 * a record that is too large it returns the beginning, and one record for what it had to leave out
 * of a batch: see {@link #cut}. Records have no headers.
 */
public final class BoundedConsumer extends KafkaConsumer<byte[], byte[]> {
  private final PollBudget budget;
  private final Set<TopicPartition> filledLast = new HashSet<>();

  /**
   * @param properties as Kafka takes them, without deserializers
   * @throws IllegalStateException when this version of Kafka's client cannot be bounded
   */
  public BoundedConsumer(Properties properties, Limits limits, InstantSource clock) {
    super(withClassicProtocol(properties), new WholeBytes(), new WholeBytes());
    FetchLimits bounds = FetchLimits.of(limits);
    this.budget = new PollBudget(bounds.pollBytes());
    try {
      FetchInterception.install(this, bounds, budget, clock);
    } catch (RuntimeException e) {
      super.close(Duration.ZERO);
      throw e;
    }
  }

  /** What is missing of a record that was cut; nothing when it is whole. */
  public static Optional<Truncation> cut(ConsumerRecord<byte[], byte[]> record) {
    return TruncationHeader.in(record.headers());
  }

  /**
   * As Kafka's, with two differences. After a poll that was full, the partitions that filled it
   * come after the others, so that a producer of large records does not hold up other partitions.
   * And an {@link Error} is thrown as a {@link KafkaException}, which callers report before they go
   * on: an Error ends their threads without a word.
   */
  @Override
  public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
    try {
      ConsumerRecords<byte[], byte[]> records = pollOthers();
      if (records.isEmpty()) {
        budget.begin();
        records = super.poll(timeout);
      }
      filledLast.clear();
      if (budget.isExhausted()) {
        filledLast.addAll(records.partitions());
      }
      return records;
    } catch (Error e) {
      throw new KafkaException("polling failed: " + e, e);
    }
  }

  /** What was fetched of other partitions than those that filled the last poll. */
  private ConsumerRecords<byte[], byte[]> pollOthers() {
    filledLast.retainAll(assignment());
    filledLast.removeAll(paused());
    if (filledLast.isEmpty() || filledLast.size() == assignment().size()) {
      return ConsumerRecords.empty();
    }
    budget.begin();
    pause(filledLast);
    try {
      return super.poll(Duration.ZERO);
    } finally {
      filledLast.retainAll(assignment());
      resume(filledLast);
    }
  }

  /** The other protocol has its own client, which {@link FetchInterception} does not know. */
  private static Properties withClassicProtocol(Properties properties) {
    Properties all = new Properties();
    all.putAll(properties);
    all.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
    return all;
  }
}
