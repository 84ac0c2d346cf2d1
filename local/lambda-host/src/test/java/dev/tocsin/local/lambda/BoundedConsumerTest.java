package dev.tocsin.local.lambda;

import static dev.tocsin.testkit.Eventually.within;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;
import dev.tocsin.evaluator.batch.Truncation;
import dev.tocsin.evaluator.kafka.BoundedConsumer;
import dev.tocsin.local.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedConsumerTest {
  private static final Limits LIMITS =
      new Limits(Map.of(Limit.RECORD_BYTES, 1 << 17, Limit.POLL_BYTES, 1 << 20));

  @TempDir static Path directory;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(directory, 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "snappy", "lz4", "zstd"})
  void poll_hugeRecordAmongOthers_isItsBeginningAndOthersAreWhole(String codec) throws Exception {
    kafka.createTopics(List.of("huge-" + codec), 1);
    send("huge-" + codec, codec, List.of(text(5), text(20_000_000), text(6)));
    try (BoundedConsumer consumer = consumer(List.of(new TopicPartition("huge-" + codec, 0)))) {
      List<ConsumerRecord<byte[], byte[]>> read = read(consumer, 3);
      assertThat(read).extracting(record -> record.value().length).containsExactly(5, 65_536, 6);
      assertThat(read)
          .extracting(record -> BoundedConsumer.cut(record).map(Truncation::text).orElse(""))
          .containsExactly(
              "",
              "record_bytes: record has 20000000 bytes: at most 131072 are read, and the first 65536 of its value are kept",
              "");
    }
  }

  @Test
  void poll_manyLargeRecordsInOneBatch_areAllReadInPollsOfBoundedBytesAndOthersInBetween()
      throws Exception {
    kafka.createTopics(List.of("many"), 2);
    send("many", "zstd", IntStream.range(0, 200).mapToObj(at -> text(100_000)).toList());
    try (KafkaProducer<byte[], byte[]> producer = producer("zstd")) {
      for (int at = 0; at < 3; at++) {
        producer.send(new ProducerRecord<>("many", 1, null, text(7))).get();
      }
    }
    try (BoundedConsumer consumer =
        consumer(List.of(new TopicPartition("many", 0), new TopicPartition("many", 1)))) {
      List<Long> large = new ArrayList<>();
      List<Integer> pollsOfOthers = new ArrayList<>();
      for (int poll = 0; large.size() < 200 || pollsOfOthers.size() < 3; poll++) {
        assertThat(poll).as("polls").isLessThan(60);
        ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(10));
        int bytes = 0;
        for (ConsumerRecord<byte[], byte[]> record : records) {
          bytes += record.value().length;
          if (record.partition() == 0) {
            large.add(record.offset());
          } else {
            pollsOfOthers.add(poll);
          }
        }
        assertThat(bytes).isLessThanOrEqualTo(1 << 20);
      }
      assertThat(large).isEqualTo(IntStream.range(0, 200).mapToObj(at -> (long) at).toList());
      // They were fetched while the first ones were read, and did not wait for the last of them.
      assertThat(pollsOfOthers).allSatisfy(poll -> assertThat(poll).isLessThan(6));
      assertThat(consumer.paused()).isEmpty();
    }
  }

  @Test
  void poll_transactions_returnsWhatIsCommitted() throws Exception {
    kafka.createTopics(List.of("transactions"), 1);
    try (KafkaProducer<byte[], byte[]> producer =
        producer("lz4", Map.of("transactional.id", "t"))) {
      producer.initTransactions();
      for (int at = 1; at <= 4; at++) {
        producer.beginTransaction();
        producer.send(new ProducerRecord<>("transactions", 0, null, text(at))).get();
        if (at % 2 == 0) {
          producer.abortTransaction();
        } else {
          producer.commitTransaction();
        }
      }
    }
    try (BoundedConsumer consumer = consumer(List.of(new TopicPartition("transactions", 0)))) {
      assertThat(read(consumer, 2))
          .extracting(record -> record.value().length)
          .containsExactly(1, 3);
      assertThat(consumer.poll(Duration.ofMillis(300))).isEmpty();
      assertThat(consumer.position(new TopicPartition("transactions", 0))).isEqualTo(8);
    }
  }

  private static List<ConsumerRecord<byte[], byte[]>> read(BoundedConsumer consumer, int count) {
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    within(Duration.ofSeconds(30))
        .untilAsserted(() -> {
          consumer.poll(Duration.ofSeconds(1)).forEach(read::add);
          assertThat(read).hasSizeGreaterThanOrEqualTo(count);
        });
    return read;
  }

  private static byte[] text(int size) {
    return " ".repeat(size).getBytes(UTF_8);
  }

  /** In one batch, if they are sent at once. */
  private static void send(String topic, String codec, List<byte[]> values) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = producer(codec)) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (byte[] value : values) {
        sent.add(producer.send(new ProducerRecord<>(topic, 0, null, value)));
      }
      producer.flush();
      for (Future<RecordMetadata> future : sent) {
        future.get();
      }
    }
  }

  private static KafkaProducer<byte[], byte[]> producer(String codec) {
    return producer(codec, Map.of());
  }

  private static KafkaProducer<byte[], byte[]> producer(String codec, Map<String, Object> more) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("compression.type", codec);
    properties.put("batch.size", 60_000_000);
    properties.put("max.request.size", 100_000_000);
    properties.put("buffer.memory", 130_000_000L);
    properties.put("linger.ms", 1_000);
    properties.putAll(more);
    return new KafkaProducer<>(properties, new ByteArraySerializer(), new ByteArraySerializer());
  }

  private static BoundedConsumer consumer(List<TopicPartition> partitions) {
    Properties properties = new Properties();
    properties.put("bootstrap.servers", kafka.bootstrapServers());
    properties.put("auto.offset.reset", "earliest");
    properties.put("isolation.level", "read_committed");
    properties.put("enable.auto.commit", "false");
    properties.put("max.poll.records", 1_000);
    BoundedConsumer consumer = new BoundedConsumer(properties, LIMITS, InstantSource.system());
    consumer.assign(partitions);
    return consumer;
  }
}
