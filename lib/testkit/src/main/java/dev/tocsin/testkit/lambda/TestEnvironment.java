package dev.tocsin.testkit.lambda;

import dev.tocsin.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What a function on Lambda calls: a PostgreSQL with the schema, and a stand-in for AWS. */
public final class TestEnvironment implements AutoCloseable {
  private static final List<String> QUEUES =
      List.of(
          "notify",
          "enrich",
          "remediate",
          "dead-letters",
          "notify-wakeup",
          "enrich-wakeup",
          "remediate-wakeup");

  private final AwsStub aws = new AwsStub();
  private final TestPostgres database;

  /**
   * @param database with the schema
   */
  public TestEnvironment(TestPostgres database) {
    this.database = database;
  }

  /** The stand-in, whose objects and secrets a test fills. */
  public AwsStub aws() {
    return aws;
  }

  /**
   * All that a function learns from its environment.
   *
   * @param settings the variables that this function has beside those of all functions
   */
  public Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> variables = new HashMap<>();
    variables.put("DATASOURCES_DEFAULT_URL", database.url());
    variables.put("DATASOURCES_DEFAULT_DRIVER_CLASS_NAME", "org.postgresql.Driver");
    variables.put("DATASOURCES_DEFAULT_USERNAME", database.user());
    variables.put("DATASOURCES_DEFAULT_PASSWORD", database.password());
    variables.put("TOCSIN_CONFIG_BUCKET", "conf");
    variables.put("AWS_ENDPOINT_URL", aws.address().toString());
    for (String queue : QUEUES) {
      variables.put(
          "TOCSIN_QUEUES_" + queue.replace('-', '_').toUpperCase(Locale.ROOT),
          aws.address() + "/123456789012/" + queue);
    }
    variables.putAll(settings);
    return variables;
  }

  /** How many connections to the database there are but the one that asks. */
  public long connections() {
    return number(
        "SELECT count(*) FROM pg_stat_activity"
            + " WHERE datname = current_database() AND pid <> pg_backend_pid()");
  }

  /**
   * The number that a query gives.
   *
   * @throws IllegalStateException when it gives no row
   */
  public long number(String query) {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row = statement.executeQuery(query)) {
      if (!row.next()) {
        throw new IllegalStateException("no row from " + query);
      }
      return row.getLong(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    aws.close();
  }
}
