package dev.tocsin.evaluator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.lambda.AwsEvents;
import dev.tocsin.testkit.lambda.LambdaFunctionContract;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The evaluator's handlers with the events that AWS documents. */
class EvaluatorOnLambdaTest extends LambdaFunctionContract {
  EvaluatorOnLambdaTest() {
    super(
        TestPostgres.copyOf("tocsin", Schema::migrate),
        List.of(MetricsHandler.class, EvaluatorTickHandler.class, EvaluatorApiHandler.class),
        Map.of(
            "TOCSIN_EVALUATOR_TOPICS", "metrics",
            "TOCSIN_CONFIG_CHECK_EVERY", "0s",
            "KAFKA_BOOTSTRAP_SERVERS", "localhost:1"));
  }

  @BeforeEach
  void rules() {
    aws.objects().put("conf/rules/host.yaml", rule("cpu_high"));
  }

  private static String rule(String id) {
    return """
    groups:
      - name: host
        rules:
          - id: %s
            name: CPU is busy
            metric_name: cpu
            operator: ">"
            threshold: 80
            duration: 0s
            severity: high
    """
        .formatted(id);
  }

  @Override
  protected void useDatabase() {
    assertThat(alerts()).contains("\"statusCode\":200");
  }

  private String alerts() {
    return function.invoke(
        EvaluatorApiHandler.class, AwsEvents.rest("GET", "/api/v1/alerts", "", ""));
  }

  private static String sample(String instance, double value) {
    return "{\"metric_name\":\"cpu\",\"timestamp\":\"%s\",\"value\":%s,\"instance_id\":\"%s\"}"
        .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), value, instance);
  }

  @Test
  void metrics_goodAndBadRecords_areTakenAndReported() {
    String response =
        function.invoke(
            MetricsHandler.class,
            AwsEvents.msk("metrics", 0, 0, List.of(sample("web-1", 91), "no sample")));
    assertThat(response).isEqualTo("{\"batchItemFailures\":[]}");
    assertThat(alerts()).contains("cpu_high", "web-1");
    assertThat(number("SELECT count(*) FROM dead_letter WHERE record_offset = 1")).isOne();
    assertThat(aws.sent()).anyMatch(message -> message.contains("alert_changed"));
  }

  @Test
  void metrics_rulesChangeInTheBucket_areInForceAtTheNextBatch() {
    String first =
        function.invoke(
            MetricsHandler.class, AwsEvents.msk("metrics", 1, 0, List.of(sample("web-2", 91))));
    aws.objects().put("conf/rules/host.yaml", rule("cpu_too_high"));
    String second =
        function.invoke(
            MetricsHandler.class, AwsEvents.msk("metrics", 1, 1, List.of(sample("web-3", 92))));
    assertThat(List.of(first, second)).containsOnly("{\"batchItemFailures\":[]}");
    assertThat(alerts()).contains("cpu_too_high", "web-3");
  }

  @Test
  void metrics_rulesWithFaults_theLastGoodOnesStay() {
    String first =
        function.invoke(
            MetricsHandler.class, AwsEvents.msk("metrics", 2, 0, List.of(sample("web-4", 91))));
    aws.objects().put("conf/rules/host.yaml", "groups: 7");
    String second =
        function.invoke(
            MetricsHandler.class, AwsEvents.msk("metrics", 2, 1, List.of(sample("web-5", 92))));
    assertThat(List.of(first, second)).containsOnly("{\"batchItemFailures\":[]}");
    assertThat(alerts()).contains("web-5");
  }

  @Test
  void tick_kafkaAway_sendsWhatWasLeftForAllQueuesAndFailsSoThatItIsSeen() {
    leaveEvents();
    assertThatThrownBy(() -> function.invoke(EvaluatorTickHandler.class, AwsEvents.scheduled()))
        .hasMessageContaining("Timeout");
    assertThat(leftEventsSentTo())
        .containsExactlyInAnyOrder("notify", "enrich", "remediate", "dead-letters");
  }
}
