package dev.tocsin.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.KafkaEvent;
import com.amazonaws.services.lambda.runtime.events.KafkaEvent.KafkaEventRecord;
import dev.tocsin.evaluator.KafkaBatchResponse;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

/** What a poll becomes: events that invocations can carry, and places at which partitions go on. */
class KafkaReaderTest {
  private static final TopicPartition FIRST = new TopicPartition("metrics", 0);
  private static final TopicPartition SECOND = new TopicPartition("metrics", 1);
  private static final int MIB = 1 << 20;

  private final List<List<String>> events = new ArrayList<>();
  private final MockConsumer<byte[], byte[]> consumer =
      new MockConsumer<>(OffsetResetStrategy.EARLIEST);

  @Test
  void receive_moreThanAnInvocationCarries_comesInSeveralOfThem() throws Exception {
    // In base64, four records of 1 MiB fit into 6 MiB.
    read(event -> done(), records(FIRST, 0, 7, MIB), records(SECOND, 5, 3, 1));
    assertThat(events)
        .containsExactly(
            List.of("0@0", "0@1", "0@2", "0@3"), List.of("0@4", "0@5", "0@6", "1@5", "1@6", "1@7"));
    assertThat(positions()).isEqualTo(Map.of(FIRST, 7L, SECOND, 8L));
  }

  @Test
  void receive_aRecordLargerThanAnInvocation_comesAlone() throws Exception {
    read(event -> done(), records(FIRST, 0, 2, 7 * MIB));
    assertThat(events).containsExactly(List.of("0@0"), List.of("0@1"));
  }

  @Test
  void receive_aPartitionThatFailed_isNotHandedOverBehindItsFailure() throws Exception {
    read(
        event -> events.size() == 1 ? failed(FIRST, 2) : done(),
        records(FIRST, 0, 7, MIB),
        records(SECOND, 5, 1, 1));
    assertThat(events).containsExactly(List.of("0@0", "0@1", "0@2", "0@3"), List.of("1@5"));
    assertThat(positions()).isEqualTo(Map.of(FIRST, 2L, SECOND, 6L));
  }

  @Test
  void receive_anInvocationThatFailsAsAWhole_comesAgain() throws Exception {
    read(
        event -> {
          throw new StackOverflowError("meant");
        },
        records(FIRST, 3, 2, 1),
        records(SECOND, 5, 1, 1));
    assertThat(events).hasSize(1);
    assertThat(positions()).isEqualTo(Map.of(FIRST, 3L, SECOND, 5L));
  }

  @SafeVarargs
  private void read(
      Function<KafkaEvent, KafkaBatchResponse> function,
      List<ConsumerRecord<byte[], byte[]>>... records)
      throws InterruptedException {
    Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> polled =
        new TreeMap<>(Comparator.comparingInt(TopicPartition::partition));
    for (List<ConsumerRecord<byte[], byte[]>> of : records) {
      polled.put(new TopicPartition("metrics", of.getFirst().partition()), of);
    }
    consumer.assign(polled.keySet());
    polled.forEach((partition, of) -> consumer.seek(partition, of.getLast().offset() + 1));
    KafkaReader reader = new KafkaReader(new Recording(function, events), InstantSource.system());
    reader.receive(new ConsumerRecords<>(polled), consumer);
  }

  private record Recording(
      Function<KafkaEvent, KafkaBatchResponse> function, List<List<String>> events)
      implements KafkaFunction {
    @Override
    public String name() {
      return "recording";
    }

    @Override
    public KafkaBatchResponse take(KafkaEvent batch) {
      events.add(
          batch.getRecords().values().stream()
              .flatMap(List::stream)
              .map(KafkaReaderTest::place)
              .sorted()
              .toList());
      return function.apply(batch);
    }

    @Override
    public Map<TopicPartition, Long> positions() {
      return Map.of();
    }
  }

  private static String place(KafkaEventRecord record) {
    return record.getPartition() + "@" + record.getOffset();
  }

  private static KafkaBatchResponse done() {
    return new KafkaBatchResponse(List.of());
  }

  private static KafkaBatchResponse failed(TopicPartition partition, long offset) {
    return new KafkaBatchResponse(
        List.of(
            new KafkaBatchResponse.Failure(
                new KafkaBatchResponse.Position(partition.toString(), offset))));
  }

  /** Where the consumer goes on, which is what is committed too. */
  private Map<TopicPartition, Long> positions() {
    Map<TopicPartition, Long> positions = new HashMap<>();
    consumer
        .assignment()
        .forEach(partition -> {
          positions.put(partition, consumer.position(partition));
          assertThat(consumer.committed(Set.of(partition)))
              .isEqualTo(Map.of(partition, new OffsetAndMetadata(consumer.position(partition))));
        });
    return positions;
  }

  private static List<ConsumerRecord<byte[], byte[]>> records(
      TopicPartition partition, long from, int count, int bytes) {
    return LongStream.range(from, from + count)
        .mapToObj(offset ->
            new ConsumerRecord<>(
                partition.topic(),
                partition.partition(),
                offset,
                0,
                TimestampType.CREATE_TIME,
                0,
                bytes,
                new byte[0],
                new byte[bytes],
                new RecordHeaders(),
                Optional.empty()))
        .toList();
  }
}
