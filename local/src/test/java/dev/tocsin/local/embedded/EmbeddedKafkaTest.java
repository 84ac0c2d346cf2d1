package dev.tocsin.local.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKafkaTest {
  @TempDir Path directory;

  @Test
  void start_onKeptFiles_findsTopicsAndRecordsOnAnotherPort() throws Exception {
    String before;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      before = kafka.bootstrapServers();
      kafka.createTopics(List.of("metrics"), 4);
      send(before, "metrics", 3, "hello");
    }
    int other = LoopbackPort.pick(0, "Kafka");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, other)) {
      assertThat(kafka.bootstrapServers()).isEqualTo("127.0.0.1:" + other).isNotEqualTo(before);
      kafka.createTopics(List.of("metrics", "more"), 2);

      assertThat(read(kafka.bootstrapServers(), new TopicPartition("metrics", 3)))
          .isEqualTo("hello");
      assertThat(partitions(kafka.bootstrapServers(), "metrics")).isEqualTo(4);
      assertThat(partitions(kafka.bootstrapServers(), "more")).isEqualTo(2);
    }
  }

  static void send(String servers, String topic, int partition, String value) throws Exception {
    try (var producer =
        new KafkaProducer<>(
            Map.<String, Object>of("bootstrap.servers", servers, "enable.idempotence", true),
            new StringSerializer(),
            new StringSerializer())) {
      producer.send(new ProducerRecord<>(topic, partition, "key", value)).get();
    }
  }

  static String read(String servers, TopicPartition partition) {
    try (var consumer = consumer(servers)) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      for (ConsumerRecord<String, String> next : consumer.poll(Duration.ofSeconds(20))) {
        return next.value();
      }
      return "nothing";
    }
  }

  private static int partitions(String servers, String topic) {
    try (var consumer = consumer(servers)) {
      return consumer.partitionsFor(topic).size();
    }
  }

  private static KafkaConsumer<String, String> consumer(String servers) {
    return new KafkaConsumer<>(
        Map.of("bootstrap.servers", servers), new StringDeserializer(), new StringDeserializer());
  }
}
