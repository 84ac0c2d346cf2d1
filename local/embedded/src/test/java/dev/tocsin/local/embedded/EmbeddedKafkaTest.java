package dev.tocsin.local.embedded;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.message.CreateTopicsRequestData;
import org.apache.kafka.common.protocol.ApiKeys;
import org.apache.kafka.common.requests.CreateTopicsRequest;
import org.apache.kafka.common.requests.RequestHeader;
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

  /**
   * The method of a request is read as the length of one of Kafka's: more than a gigabyte, which is
   * refused before the body is looked at.
   */
  @Test
  void post_byAWebPageWithARequestOfKafkaInItsBody_isCutOffAndNothingIsAppended() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(directory, 0)) {
      kafka.createTopics(List.of("metrics"), 1);
      int port = Integer.parseInt(kafka.bootstrapServers().split(":", -1)[1]);
      byte[] frame = createTopicsRequest("evil");
      assertThat(new String(answer(port, frame), ISO_8859_1))
          .as("the frame alone is a request that Kafka answers")
          .contains("evil");

      for (String method : List.of("POST", "GET", "PUT", "HEAD", "OPTIONS", "DELETE", "PATCH")) {
        byte[] again = createTopicsRequest(method);
        byte[] request = RawHttp.post(port, "/", "text/plain", again);
        byte[] asMethod =
            new String(request, ISO_8859_1).replaceFirst("POST", method).getBytes(ISO_8859_1);
        assertThat(RawHttp.exchange(port, asMethod)).as(method).isEmpty();
      }
      assertThat(topics(kafka.bootstrapServers())).containsExactlyInAnyOrder("metrics", "evil");
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

  /** A whole request: its length, header and body. */
  private static byte[] createTopicsRequest(String topic) {
    CreateTopicsRequestData data = new CreateTopicsRequestData().setTimeoutMs(10_000);
    data.topics()
        .add(
            new CreateTopicsRequestData.CreatableTopic()
                .setName(topic)
                .setNumPartitions(1)
                .setReplicationFactor((short) 1));
    short version = ApiKeys.CREATE_TOPICS.latestVersion();
    ByteBuffer request =
        new CreateTopicsRequest.Builder(data)
            .build(version)
            .serializeWithHeader(new RequestHeader(ApiKeys.CREATE_TOPICS, version, "page", 1));
    byte[] frame = new byte[Integer.BYTES + request.remaining()];
    ByteBuffer.wrap(frame).putInt(request.remaining()).put(request);
    return frame;
  }

  private static byte[] answer(int port, byte[] frame) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(frame);
      DataInputStream input = new DataInputStream(socket.getInputStream());
      return input.readNBytes(input.readInt());
    }
  }

  private static Set<String> topics(String servers) {
    try (var consumer = consumer(servers)) {
      return consumer.listTopics().keySet();
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
