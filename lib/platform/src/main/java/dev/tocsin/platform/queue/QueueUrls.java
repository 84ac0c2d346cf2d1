package dev.tocsin.platform.queue;

import dev.tocsin.core.outbox.QueueName;
import io.micronaut.context.exceptions.ConfigurationException;
import io.micronaut.core.value.PropertyResolver;
import jakarta.inject.Singleton;

/**
 * The URLs of the queues, from the settings {@code tocsin.queues.NAME} and, for wake-ups, {@code
 * tocsin.queues.NAME-wakeup}. A function needs those only to which it sends.
 */
@Singleton
final class QueueUrls {
  private final PropertyResolver settings;

  QueueUrls(PropertyResolver settings) {
    this.settings = settings;
  }

  String events(QueueName queue) {
    return required("tocsin.queues." + queue.code());
  }

  /** Whether this process was given the queue, and may send to it. */
  boolean hasEvents(QueueName queue) {
    return settings.containsProperty("tocsin.queues." + queue.code());
  }

  String wakeUps(QueueName consumer) {
    return required("tocsin.queues." + consumer.code() + "-wakeup");
  }

  private String required(String key) {
    return settings
        .getProperty(key, String.class)
        .orElseThrow(() ->
            new ConfigurationException(
                "setting %s is missing: give the URL of the SQS queue".formatted(key)));
  }
}
