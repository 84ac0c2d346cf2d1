package dev.tocsin.local.trial;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** A producer as a user would have one: idempotent, patient, keyed by instance. */
public final class Records implements AutoCloseable {
  public static final String METRIC = "trial_value";
  private static final String TOPIC = "gds.metrics.production";

  private final KafkaProducer<String, byte[]> producer;

  public Records(String kafka) {
    this(kafka, Map.of());
  }

  private Records(String kafka, Map<String, Object> more) {
    Map<String, Object> properties =
        new HashMap<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka,
                ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true,
                ProducerConfig.ACKS_CONFIG, "all",
                ProducerConfig.LINGER_MS_CONFIG, 1,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 600_000,
                ProducerConfig.MAX_BLOCK_MS_CONFIG, 600_000,
                ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500));
    properties.putAll(more);
    producer = new KafkaProducer<>(properties, new StringSerializer(), new ByteArraySerializer());
  }

  /**
   * Sends one value for each instance to one partition in a transaction, so that readers find all
   * of them there at once.
   */
  static void together(String kafka, Collection<String> instances, double value, Instant at) {
    Map<String, Object> properties =
        Map.of(
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            "trial",
            ProducerConfig.LINGER_MS_CONFIG,
            100,
            ProducerConfig.BATCH_SIZE_CONFIG,
            1 << 20,
            ProducerConfig.COMPRESSION_TYPE_CONFIG,
            "lz4");
    try (Records records = new Records(kafka, properties)) {
      records.producer.initTransactions();
      records.producer.beginTransaction();
      for (String instance : instances) {
        var unused =
            records.producer.send(
                new ProducerRecord<>(TOPIC, 0, instance, sample(instance, value, at)));
      }
      records.producer.commitTransaction();
    }
  }

  /** Sends a sample of {@link #METRIC}. What cannot be sent within ten minutes fails the future. */
  Future<RecordMetadata> send(String instance, double value, Instant at) {
    return producer.send(new ProducerRecord<>(TOPIC, instance, sample(instance, value, at)));
  }

  private static byte[] sample(String instance, double value, Instant at) {
    return String.format(
            Locale.ROOT,
            "{\"metric_name\":\"%s\",\"instance_id\":\"%s\",\"value\":%s,\"timestamp\":\"%s\"}",
            METRIC,
            instance,
            value,
            at)
        .getBytes(StandardCharsets.UTF_8);
  }

  /** Sends a sample without waiting; {@link #flush} says whether all arrived. */
  public void offer(String instance, double value, Instant at) {
    var unused = send(instance, value, at);
  }

  public void flush() {
    producer.flush();
  }

  @Override
  public void close() {
    producer.close(Duration.ofSeconds(10));
  }
}
