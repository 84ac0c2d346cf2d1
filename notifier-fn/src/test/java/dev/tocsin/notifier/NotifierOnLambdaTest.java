package dev.tocsin.notifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tocsin.store.Schema;
import dev.tocsin.testkit.lambda.AwsEvents;
import dev.tocsin.testkit.lambda.HttpStub;
import dev.tocsin.testkit.lambda.LambdaFunctionContract;
import dev.tocsin.testkit.lambda.SampleMessages;
import dev.tocsin.testkit.postgres.TestPostgres;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The notifier's handlers with the events that AWS documents. */
class NotifierOnLambdaTest extends LambdaFunctionContract {
  private static final String KEY_ARN =
      "arn:aws:secretsmanager:eu-central-1:123456789012:secret:tocsin/approval-key-a1b2c3";
  private static final Queue<String> NOTIFIED = new ConcurrentLinkedQueue<>();
  private static final HttpStub SERVICE =
      new HttpStub((request, body) -> {
        NOTIFIED.add(body);
        return new HttpStub.Reply(200, Map.of("Content-Type", "application/json"), "{}");
      });

  NotifierOnLambdaTest() {
    super(
        TestPostgres.copyOf("tocsin", Schema::migrate),
        List.of(
            NotifyIngestHandler.class,
            DeliveryHandler.class,
            NotifierTickHandler.class,
            NotifierApiHandler.class),
        Map.of(
            "TOCSIN_NOTIFIER_API_URL",
            SERVICE.address().toString(),
            "TOCSIN_PUBLIC_URL",
            "https://tocsin.example.com/live",
            "TOCSIN_APPROVAL_KEY_SECRET",
            KEY_ARN));
  }

  @AfterAll
  static void stop() {
    SERVICE.close();
  }

  @BeforeEach
  void key() {
    aws.secrets().put(KEY_ARN, World.KEY);
  }

  @Override
  protected void useDatabase() {
    assertThat(function.invoke(NotifierTickHandler.class, AwsEvents.scheduled())).isEqualTo("true");
  }

  private String ingest(String... bodies) {
    return function.invoke(
        NotifyIngestHandler.class, AwsEvents.sqs("tocsin-notify.fifo", "3", List.of(bodies)));
  }

  private void deliver() {
    assertThat(
            function.invoke(
                DeliveryHandler.class,
                AwsEvents.sqs("tocsin-notify-wakeup", "", List.of("{\"version\":1}"))))
        .isEqualTo(AwsEvents.ALL_TAKEN);
  }

  @Test
  void ingest_event_isNotifiedAtTheNextWakeUp() {
    assertThat(ingest(SampleMessages.FIRED)).isEqualTo(AwsEvents.ALL_TAKEN);
    deliver();
    assertThat(NOTIFIED).anyMatch(body -> body.contains("High CPU Usage"));
  }

  @Test
  void ingest_approvalRequested_isLinkedByTheKeyThatIsASecret() {
    assertThat(ingest(SampleMessages.FIRED)).isEqualTo(AwsEvents.ALL_TAKEN);
    assertThat(ingest(SampleMessages.APPROVAL_REQUESTED)).isEqualTo(AwsEvents.ALL_TAKEN);
    deliver();
    deliver();
    assertThat(NOTIFIED)
        .anyMatch(body -> body.contains("https://tocsin.example.com/live/approvals/"));
  }

  @Test
  void ingest_malformed_isADeadLetterThatTheApiShows() {
    assertThat(ingest("no message")).isEqualTo(AwsEvents.ALL_TAKEN);
    assertThat(
            function.invoke(
                NotifierApiHandler.class, AwsEvents.rest("GET", "/api/v1/dead-letters", "", "")))
        .contains("\"statusCode\":200", "malformed_message");
  }

  @Test
  void api_ofAlertmanager_isAnsweredByTheSameFunction() {
    assertThat(
            function.invoke(
                NotifierApiHandler.class, AwsEvents.rest("GET", "/api/v2/status", "", "")))
        .contains("\"statusCode\":200", "versionInfo");
    assertThat(
            function.invoke(
                NotifierApiHandler.class, AwsEvents.rest("GET", "/api/v2/alerts", "filter=~", "")))
        .contains("\"statusCode\":400");
    assertThat(
            function.invoke(
                NotifierApiHandler.class,
                AwsEvents.rest("GET", "/api/v1/configuration/versions", "", "")))
        .contains("\"statusCode\":200", "\"ETag\"");
  }
}
