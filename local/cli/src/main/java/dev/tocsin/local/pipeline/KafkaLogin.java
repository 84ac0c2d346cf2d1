package dev.tocsin.local.pipeline;

import dev.tocsin.core.failure.UserError;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/**
 * How a Kafka client proves who it is and whom it trusts: settings of Kafka's own clients that
 * begin with {@code security.}, {@code sasl.} or {@code ssl.}. They may hold a password.
 */
record KafkaLogin(Map<String, String> settings) {
  /** Without encryption, as nobody in particular. */
  public static final KafkaLogin NONE = new KafkaLogin(Map.of());

  public KafkaLogin {
    settings = Map.copyOf(settings);
  }

  /**
   * Reads a file of properties, as Kafka's tools take it with {@code --command-config}.
   *
   * @throws UserError with all that is wrong with it; without values
   */
  public static KafkaLogin read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserError("%s cannot be read as a file of properties: %s".formatted(file, e), e);
    }
    Map<String, String> settings = new TreeMap<>();
    TreeSet<String> others = new TreeSet<>();
    for (String name : properties.stringPropertyNames()) {
      if (name.matches("(security|sasl|ssl)\\..*") && ConsumerConfig.configNames().contains(name)) {
        settings.put(name, properties.getProperty(name));
      } else {
        others.add(name);
      }
    }
    if (!others.isEmpty()) {
      throw new UserError(
          "%s has %s: it may have only those settings of a Kafka consumer that begin with security., sasl. or ssl."
              .formatted(file, String.join(", ", others)));
    }
    return new KafkaLogin(settings);
  }

  /** Names alone, since values may be secret. */
  @Override
  public String toString() {
    return new TreeSet<>(settings.keySet()).toString();
  }
}
