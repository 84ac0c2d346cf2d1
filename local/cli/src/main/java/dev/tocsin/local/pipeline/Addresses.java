package dev.tocsin.local.pipeline;

import dev.tocsin.local.embedded.AccessKey;
import java.net.URI;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Where Kafka, PostgreSQL and SQS are.
 *
 * @param kafka bootstrap servers, {@code HOST:PORT}
 * @param kafkaLogin how to log in there
 * @param kafkaGroup the group in which evaluators share the partitions
 * @param jdbcUrl with all that is needed to log in, unless {@code user} is given
 * @param sqsEndpoint none for AWS itself
 * @param sqsKey signs requests to {@code sqsEndpoint}; without it they are not signed
 * @param queueUrls by the property under {@code tocsin.queues} that names the queue
 */
public record Addresses(
    String kafka,
    KafkaLogin kafkaLogin,
    String kafkaGroup,
    String jdbcUrl,
    Optional<Login> login,
    Optional<URI> sqsEndpoint,
    Optional<AccessKey> sqsKey,
    Map<String, String> queueUrls) {
  public Addresses {
    queueUrls = Map.copyOf(queueUrls);
  }

  /** A way to connect to the database. */
  DataSource database() {
    return database(jdbcUrl, login);
  }

  static DataSource database(String jdbcUrl, Optional<Login> login) {
    PGSimpleDataSource database = new PGSimpleDataSource();
    database.setUrl(jdbcUrl);
    login.ifPresent(known -> {
      database.setUser(known.user());
      database.setPassword(known.password());
    });
    return database;
  }

  /** An address of a database without its password. */
  public static String shown(String jdbcUrl) {
    return jdbcUrl.replaceAll("&\\w*password=[^&]*|(?<=\\?)\\w*password=[^&]*&?", "");
  }

  /** A database user. */
  public record Login(String user, String password) {
    @Override
    public String toString() {
      return user;
    }
  }
}
