package dev.tocsin.local.lambda;

import dev.tocsin.core.setting.CurrentSettings;
import dev.tocsin.evaluator.kafka.BoundedConsumer;
import io.micronaut.configuration.kafka.KafkaConsumerFactory;
import io.micronaut.configuration.kafka.config.AbstractKafkaConsumerConfiguration;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.context.annotation.Replaces;
import java.time.InstantSource;
import org.apache.kafka.clients.consumer.Consumer;

/** Makes the consumers of all listeners, in place of Micronaut's factory. */
@Factory
@Replaces(factory = KafkaConsumerFactory.class)
final class BoundedConsumers {
  private final CurrentSettings settings;
  private final InstantSource clock;

  BoundedConsumers(CurrentSettings settings, InstantSource clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Prototype
  Consumer<byte[], byte[]> consumer(
      @Parameter AbstractKafkaConsumerConfiguration<byte[], byte[]> configuration) {
    return new BoundedConsumer(configuration.getConfig(), settings.now().limits(), clock);
  }
}
