package dev.tocsin.local.demo;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/** A Kafka topic, written by an idempotent producer; the key of a record is the instance id. */
final class KafkaMetricTopic implements MetricTopic {

  private final String topic;
  private final Producer<String, String> producer;

  KafkaMetricTopic(String bootstrapServers, String topic) {
    this.topic = topic;
    Properties settings = new Properties();
    settings.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers);
    settings.put(ProducerConfig.CLIENT_ID_CONFIG, "tocsin-demo");
    settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
    settings.put(ProducerConfig.ACKS_CONFIG, "all");
    settings.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000);
    producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
  }

  @Override
  public void send(Measurement measurement, Outcome outcome) {
    var record = new ProducerRecord<>(topic, measurement.instanceId(), measurement.toJson());
    var unused =
        producer.send(
            record,
            (metadata, failure) -> {
              if (failure == null) {
                outcome.stored();
              } else {
                outcome.failed(failure);
              }
            });
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(1));
  }
}
