package dev.tocsin.bench.coldstart;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.lambda.TestEnvironment;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.util.Map;

/** What the measured functions call, with a rule. */
final class Environment implements AutoCloseable {
  private static final String KEY =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:tocsin/approval-key-a1b2c3";
  private static final String RULES =
      """
      groups:
        - name: bench
          rules:
            - {id: cpu_high, name: CPU is busy, metric_name: cpu, operator: ">", threshold: 80, severity: high}
      """;

  private final TestEnvironment functions =
      new TestEnvironment(TestPostgres.copyOf("tocsin", Schema::migrate));

  Environment() {
    functions.aws().objects().put("conf/rules/bench.yaml", RULES);
    functions.aws().secrets().put(KEY, "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=");
  }

  /** All that a function learns from its environment. */
  Map<String, String> environment() {
    return functions.environment(
        Map.of(
            "TOCSIN_NOTIFIER_API_URL",
            "http://127.0.0.1:1",
            "TOCSIN_PUBLIC_URL",
            "https://tocsin.example.com/live",
            "TOCSIN_APPROVAL_KEY_SECRET",
            KEY,
            "KAFKA_BOOTSTRAP_SERVERS",
            "127.0.0.1:1"));
  }

  /** How many connections to the database there are. */
  long connections() {
    return functions.connections();
  }

  @Override
  public void close() {
    functions.close();
  }
}
