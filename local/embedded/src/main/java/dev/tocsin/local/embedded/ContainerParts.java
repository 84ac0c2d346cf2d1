package dev.tocsin.local.embedded;

import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Kafka and PostgreSQL for functions in containers: on the loopback address and on that of the
 * containers' network, in a directory that vanishes with the process.
 */
public record ContainerParts(EmbeddedKafka kafka, LocalPostgres postgres, AutoCloseable directory)
    implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ContainerParts.class);

  /** Starts both; the topics are created. */
  public static ContainerParts start(ContainerBridge bridge, List<String> topics, int partitions) {
    WorkDirectory directory = WorkDirectory.open(Optional.empty());
    EmbeddedKafka kafka = EmbeddedKafka.start(directory.path(), 0, Optional.of(bridge));
    try {
      kafka.createTopics(topics, partitions);
      return new ContainerParts(
          kafka, LocalPostgres.startForContainers(directory.path(), bridge), directory);
    } catch (RuntimeException e) {
      kafka.close();
      directory.close();
      throw e;
    }
  }

  @Override
  public String toString() {
    return "ContainerParts[%s]".formatted(kafka.bootstrapServers());
  }

  @Override
  public void close() {
    for (AutoCloseable part : List.of(kafka, postgres, directory)) {
      try {
        part.close();
      } catch (Exception e) {
        LOG.warn("Could not stop {}", part.getClass().getSimpleName(), e);
      }
    }
  }
}
