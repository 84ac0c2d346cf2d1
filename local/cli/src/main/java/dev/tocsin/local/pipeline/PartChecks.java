package dev.tocsin.local.pipeline;

import dev.tocsin.core.failure.UserError;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;

/** Looks whether parts that others run are there, so that a start fails with a clear sentence. */
final class PartChecks {
  private static final int KAFKA_PATIENCE_MILLIS = 10_000;

  private PartChecks() {}

  /**
   * Connects once.
   *
   * @param shownUrl without passwords
   * @throws UserError when that is not possible
   */
  static void postgres(String shownUrl, Supplier<DataSource> database) {
    try (Connection connection = database.get().getConnection()) {
      boolean unused = connection.isValid(0);
    } catch (SQLException | IllegalArgumentException e) {
      throw new UserError(
          "PostgreSQL at %s takes no connection: %s".formatted(shownUrl, reason(e)), e);
    }
  }

  /**
   * Asks for topics.
   *
   * @throws UserError when Kafka does not answer, or a topic does not exist
   */
  static void kafka(String servers, KafkaLogin login, List<String> topics) {
    Map<String, Object> client = new HashMap<>(login.settings());
    client.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
    client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, KAFKA_PATIENCE_MILLIS);
    client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, KAFKA_PATIENCE_MILLIS);
    try (Admin admin = Admin.create(client)) {
      Set<String> known = admin.listTopics().names().get();
      List<String> missing = topics.stream().filter(topic -> !known.contains(topic)).toList();
      if (!missing.isEmpty()) {
        throw new UserError(
            "Kafka at %s has no topic %s: create it, or name another one in the settings."
                .formatted(servers, String.join(", ", missing)));
      }
    } catch (ExecutionException | KafkaException e) {
      throw new UserError("Kafka at %s does not answer: %s".formatted(servers, reason(e)), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Kafka was asked", e);
    }
  }

  /** The message of the first cause, on one line. */
  private static String reason(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage()).replaceAll("\\s+", " ");
  }
}
