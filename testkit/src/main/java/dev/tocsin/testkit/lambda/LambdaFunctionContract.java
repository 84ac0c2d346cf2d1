package dev.tocsin.testkit.lambda;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What every function on Lambda promises: its handlers are made of environment variables alone,
 * also while everything that they call is away, and a snapshot holds no connection.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class LambdaFunctionContract {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  protected final AwsStub aws = new AwsStub();
  protected final FunctionProcess function;

  private final TestPostgres database;
  private final List<Class<?>> handlers;
  private final Map<String, String> environment;

  /**
   * @param handlers all of the function
   * @param settings the variables that this function has beside those of all functions
   */
  protected LambdaFunctionContract(
      TestPostgres database, List<Class<?>> handlers, Map<String, String> settings) {
    this.database = database;
    this.handlers = List.copyOf(handlers);
    this.environment = environment(database, aws, settings);
    this.function = FunctionProcess.start(environment);
  }

  /** Calls some handler so that it asks the database. */
  protected abstract void useDatabase();

  private static Map<String, String> environment(
      TestPostgres database, AwsStub aws, Map<String, String> settings) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DATASOURCES_DEFAULT_URL", database.url());
    variables.put("DATASOURCES_DEFAULT_DRIVER_CLASS_NAME", "org.postgresql.Driver");
    variables.put("DATASOURCES_DEFAULT_USERNAME", database.user());
    variables.put("DATASOURCES_DEFAULT_PASSWORD", database.password());
    variables.put("TOCSIN_CONFIG_BUCKET", "conf");
    variables.put("AWS_ENDPOINT_URL", aws.address().toString());
    for (String queue :
        List.of(
            "notify",
            "enrich",
            "remediate",
            "dead-letters",
            "notify-wakeup",
            "enrich-wakeup",
            "remediate-wakeup")) {
      variables.put(
          "TOCSIN_QUEUES_" + queue.replace('-', '_').toUpperCase(Locale.ROOT),
          aws.address() + "/123456789012/" + queue);
    }
    variables.putAll(settings);
    return variables;
  }

  @BeforeAll
  void load() {
    handlers.forEach(function::load);
  }

  @AfterAll
  void close() {
    function.close();
    aws.close();
  }

  @Test
  void load_everythingAway_succeeds() {
    Map<String, String> away = new HashMap<>(environment);
    away.put("DATASOURCES_DEFAULT_URL", "jdbc:postgresql://localhost:1/nowhere");
    away.put("AWS_ENDPOINT_URL", "http://localhost:1");
    try (FunctionProcess alone = FunctionProcess.start(away)) {
      handlers.forEach(alone::load);
    }
  }

  @Test
  void snapshot_taken_holdsNoConnectionAndWorksOnceRestored() {
    useDatabase();
    assertThat(connections()).isPositive();
    function.checkpoint();
    Instant deadline = Instant.now().plus(DEADLINE);
    while (connections() > 0 && Instant.now().isBefore(deadline)) {
      LockSupport.parkNanos(10_000_000);
    }
    assertThat(connections()).isZero();
    function.restore();
    useDatabase();
    assertThat(connections()).isPositive();
  }

  private long connections() {
    return number(
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  /** The number that a query gives. */
  protected final long number(String query) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      assertThat(row.next()).isTrue();
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
