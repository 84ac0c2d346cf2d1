package dev.tocsin.routing.config.reader;

import dev.tocsin.routing.config.HttpSettings;
import dev.tocsin.routing.config.http.HttpKeys;
import dev.tocsin.routing.config.http.TlsKeys;
import dev.tocsin.routing.config.key.Keys;
import java.util.Optional;

/**
 * Reads {@code event_recorder}. Tocsin's own history takes its place: the keys are checked and have
 * no effect.
 */
final class EventRecorderKeys {
  private EventRecorderKeys() {}

  static Optional<Boolean> read(Keys keys) {
    keys.list("file_outputs", "a file output", EventRecorderKeys::file);
    keys.list("stdout_outputs", "an output", EventRecorderKeys::stdout);
    keys.list("webhook_outputs", "a webhook output", EventRecorderKeys::webhook);
    keys.list("kafka_outputs", "a Kafka output", EventRecorderKeys::kafka);
    return keys.build(() -> true);
  }

  private static Optional<Boolean> file(Keys keys) {
    keys.texts("name");
    keys.file("path");
    return keys.build(() -> true);
  }

  private static Optional<Boolean> stdout(Keys keys) {
    keys.texts("name");
    return keys.build(() -> true);
  }

  private static Optional<Boolean> webhook(Keys keys) {
    keys.secretAddress("url");
    HttpKeys.read(keys, HttpSettings.DEFAULT);
    keys.texts("name");
    keys.duration("timeout");
    keys.duration("retry_backoff");
    keys.number("workers", 0, Integer.MAX_VALUE);
    keys.number("max_retries", 0, Integer.MAX_VALUE);
    keys.mapping("batching", EventRecorderKeys::batching);
    return keys.build(() -> true);
  }

  private static Optional<Boolean> batching(Keys keys) {
    keys.flags("enabled");
    keys.number("max_size", 0, Integer.MAX_VALUE);
    keys.duration("timeout");
    return keys.build(() -> true);
  }

  private static Optional<Boolean> kafka(Keys keys) {
    keys.textList("brokers");
    keys.texts("name", "topic", "client_id", "format", "acks", "compression");
    keys.number("buffer_size", 0, Integer.MAX_VALUE);
    TlsKeys.read(keys, "tls_config");
    return keys.build(() -> true);
  }
}
