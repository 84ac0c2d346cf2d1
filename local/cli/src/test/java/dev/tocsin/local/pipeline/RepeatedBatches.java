package dev.tocsin.local.pipeline;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import dev.tocsin.engine.cursor.PartitionCursor;
import dev.tocsin.engine.cursor.PartitionCursors;
import dev.tocsin.evaluator.KafkaBatchResponse;
import dev.tocsin.evaluator.MetricsHandler;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Hands every record to an evaluator that has been read before, once more at least: in batches cut
 * anew, of several partitions at a time, which may end among records that nobody has read yet.
 */
final class RepeatedBatches {
  private static final int MOST_RECORDS = 40;
  private static final int MOST_UNREAD = 4;

  private final String topic;
  private final List<List<byte[]>> log;
  private final Random random;
  private final PartitionCursors cursors;
  private final MetricsHandler handler;
  private final int[] next;

  RepeatedBatches(
      String topic, List<List<byte[]>> log, ApplicationContext evaluator, Random random) {
    this.topic = topic;
    this.log = log;
    this.random = random;
    this.cursors = evaluator.getBean(PartitionCursors.class);
    this.handler = new MetricsHandler(evaluator);
    this.next = new int[log.size()];
  }

  /** Whether all records were handed over again. */
  boolean areAllTaken() {
    return IntStream.range(0, next.length).allMatch(at -> next[at] == log.get(at).size());
  }

  /** Hands over one event, unless nothing was read that is not repeated yet. */
  void handOverOne() {
    Map<Integer, Range> ranges = new HashMap<>();
    for (PartitionCursor cursor : cursors.all()) {
      int partition = cursor.id().partition();
      if (next[partition] < cursor.nextOffset() && random.nextBoolean()) {
        ranges.put(partition, range(partition, (int) cursor.nextOffset()));
      }
    }
    if (!ranges.isEmpty()) {
      failed(event(ranges)).forEach(ranges::remove);
      ranges.forEach((partition, range) -> next[partition] = Math.max(next[partition], range.to()));
    }
  }

  private Range range(int partition, int read) {
    int back = random.nextInt(4) == 0 ? random.nextInt(MOST_RECORDS) : 0;
    int to = next[partition] + 1 + random.nextInt(MOST_RECORDS);
    int end = Math.min(log.get(partition).size(), read + random.nextInt(MOST_UNREAD));
    return new Range(Math.max(0, next[partition] - back), Math.min(to, end));
  }

  private List<Integer> failed(KafkaEvent event) {
    try {
      return handler.execute(event).batchItemFailures().stream()
          .map(KafkaBatchResponse.Failure::itemIdentifier)
          .map(at -> Integer.parseInt(at.partition().substring(topic.length() + 1)))
          .toList();
    } catch (RuntimeException nothingSucceeded) {
      return IntStream.range(0, log.size()).boxed().toList();
    }
  }

  private KafkaEvent event(Map<Integer, Range> ranges) {
    Map<String, List<KafkaEventRecord>> records = new HashMap<>();
    ranges.forEach((partition, range) -> {
      List<KafkaEventRecord> batch = new ArrayList<>();
      for (int offset = range.from(); offset < range.to(); offset++) {
        batch.add(record(partition, offset));
      }
      records.put(topic + "-" + partition, batch);
    });
    return KafkaEvent.builder().withRecords(records).build();
  }

  private KafkaEventRecord record(int partition, int offset) {
    return KafkaEventRecord.builder()
        .withTopic(topic)
        .withPartition(partition)
        .withOffset(offset)
        .withValue(Base64.getEncoder().encodeToString(log.get(partition).get(offset)))
        .build();
  }

  /** Offsets, the second exclusive. */
  private record Range(int from, int to) {}
}
