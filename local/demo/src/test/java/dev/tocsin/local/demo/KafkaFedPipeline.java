package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tocsin.local.embedded.EmbeddedKafka;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * The fake pipeline behind a real Kafka broker; where to repair, it reads from the catalogue that
 * it is given.
 */
final class KafkaFedPipeline implements Pipeline {

  private static final Pattern RESTART = Pattern.compile("url: \"(http://\\S+)/actions/restart\"");

  final List<ConsumerRecord<String, String>> records = new CopyOnWriteArrayList<>();
  private final Path folder;

  KafkaFedPipeline(Path folder) {
    this.folder = folder;
  }

  @Override
  public Running start(DemoFiles files, URI notifyUrl) throws IOException {
    Matcher service = RESTART.matcher(Files.readString(files.remediations()));
    if (!service.find()) {
      throw new IllegalArgumentException("no restart in " + files.remediations());
    }
    EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
    kafka.createTopics(List.of(TOPIC), 4);
    FakePipeline fake = new FakePipeline(notifyUrl, URI.create(service.group(1)));
    KafkaConsumer<String, String> consumer = consumer(kafka.bootstrapServers());
    Thread reader = Thread.ofPlatform().daemon().start(() -> read(consumer, fake));
    return new Started(kafka, fake, consumer, reader);
  }

  private void read(KafkaConsumer<String, String> consumer, FakePipeline fake) {
    try (consumer) {
      while (true) {
        for (ConsumerRecord<String, String> record : consumer.poll(Duration.ofMillis(200))) {
          records.add(record);
          fake.send(measurement(record.value()), new Ignored());
        }
      }
    } catch (WakeupException e) {
      return;
    }
  }

  private static KafkaConsumer<String, String> consumer(String servers) {
    Map<String, Object> settings =
        Map.of("bootstrap.servers", servers, "group.id", "fake", "auto.offset.reset", "earliest");
    var consumer =
        new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
    consumer.subscribe(List.of(TOPIC));
    return consumer;
  }

  private static Measurement measurement(String json) {
    ObjectNode record = Json.readObject(json).orElseThrow();
    Instant at = Json.instant(record, "timestamp").orElseThrow();
    double value = record.path("value").asDouble();
    String metric = record.path("metric_name").asText();
    return new Measurement(metric, record.path("instance_id").asText(), value, at, Map.of());
  }

  private static final class Ignored implements MetricTopic.Outcome {
    @Override
    public void stored() {}

    @Override
    public void failed(Exception why) {}
  }

  private record Started(
      EmbeddedKafka broker,
      FakePipeline fake,
      KafkaConsumer<String, String> consumer,
      Thread reader)
      implements Running {
    @Override
    public String kafka() {
      return broker.bootstrapServers();
    }

    @Override
    public URI http() {
      return fake.http();
    }

    @Override
    public Records records() {
      return fake;
    }

    @Override
    public void close() {
      consumer.wakeup();
      try {
        reader.join(Duration.ofSeconds(5));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      fake.close();
      broker.close();
    }
  }
}
