package dev.tocsin.bench.coldstart;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.lambda.AwsStub;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What functions call: a PostgreSQL with the schema, and a stand-in for AWS with a rule. */
final class Surroundings implements AutoCloseable {
  private static final String KEY =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:tocsin/approval-key-a1b2c3";
  private static final String RULES =
      """
      groups:
        - name: bench
          rules:
            - {id: cpu_high, name: CPU is busy, metric_name: cpu, operator: ">", threshold: 80, severity: high}
      """;

  private final AwsStub aws = new AwsStub();
  private final TestPostgres database = TestPostgres.copyOf("tocsin", Schema::migrate);

  Surroundings() {
    aws.objects().put("conf/rules/bench.yaml", RULES);
    aws.secrets().put(KEY, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
  }

  /** All that a function learns from its environment. */
  Map<String, String> environment() {
    Map<String, String> variables =
        new HashMap<>(
            Map.of(
                "DATASOURCES_DEFAULT_URL",
                database.url(),
                "DATASOURCES_DEFAULT_DRIVER_CLASS_NAME",
                "org.postgresql.Driver",
                "DATASOURCES_DEFAULT_USERNAME",
                database.user(),
                "DATASOURCES_DEFAULT_PASSWORD",
                database.password(),
                "TOCSIN_CONFIG_BUCKET",
                "conf",
                "TOCSIN_NOTIFIER_API_URL",
                "http://127.0.0.1:1",
                "TOCSIN_PUBLIC_URL",
                "https://tocsin.example.com/live",
                "TOCSIN_APPROVAL_KEY_SECRET",
                KEY,
                "KAFKA_BOOTSTRAP_SERVERS",
                "127.0.0.1:1",
                "AWS_ENDPOINT_URL",
                aws.address().toString()));
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
    return variables;
  }

  /** How many connections to the database there are but the one that asks. */
  int connections() throws SQLException {
    try (Connection connection = database.dataSource().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND pid <> pg_backend_pid()")) {
      row.next();
      return row.getInt(1);
    }
  }

  @Override
  public void close() {
    aws.close();
  }
}
