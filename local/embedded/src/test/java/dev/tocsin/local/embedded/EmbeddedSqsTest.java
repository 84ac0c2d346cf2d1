package dev.tocsin.local.embedded;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.SqsException;

class EmbeddedSqsTest {
  private static final List<QueueSpec> QUEUES =
      List.of(
          QueueSpec.of("dead.fifo", Duration.ofSeconds(30)),
          QueueSpec.of("events.fifo", Duration.ofSeconds(7)).deadLettersTo("dead.fifo", 3),
          QueueSpec.of("wake-ups", Duration.ofSeconds(5)));

  @Test
  void start_createsTheQueuesAsSpecified() {
    try (EmbeddedSqs sqs = EmbeddedSqs.start(0, QUEUES);
        SqsClient client = sqs.newClient()) {
      assertThat(client.listQueues().queueUrls())
          .containsExactlyInAnyOrder(
              sqs.queueUrl("dead.fifo"), sqs.queueUrl("events.fifo"), sqs.queueUrl("wake-ups"));
      assertThat(attributes(client, sqs.queueUrl("events.fifo")))
          .containsEntry(QueueAttributeName.FIFO_QUEUE, "true")
          .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "7")
          .containsEntry(QueueAttributeName.QUEUE_ARN, EmbeddedSqs.arn("events.fifo"))
          .hasEntrySatisfying(
              QueueAttributeName.REDRIVE_POLICY,
              policy -> assertThat(policy).contains(EmbeddedSqs.arn("dead.fifo")).contains("3"));
    }
  }

  @Test
  void stop_andStart_bringsTheQueuesBackEmptyOnTheSamePort() {
    try (EmbeddedSqs sqs = EmbeddedSqs.start(0, QUEUES);
        SqsClient client = sqs.newClient()) {
      String queue = sqs.queueUrl("wake-ups");
      client.sendMessage(r -> r.queueUrl(queue).messageBody("lost"));

      sqs.stop();
      assertThatThrownBy(() -> client.sendMessage(r -> r.queueUrl(queue).messageBody("refused")))
          .isInstanceOf(SdkClientException.class);

      sqs.start();
      assertThat(attributes(client, queue))
          .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0")
          .containsEntry(QueueAttributeName.VISIBILITY_TIMEOUT, "5");
      assertThat(client.receiveMessage(r -> r.queueUrl(queue)).messages()).isEmpty();
    }
  }

  /** All that a form, or a script of a page of another site without its consent, can send. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "text/plain;charset=UTF-8",
        "application/x-www-form-urlencoded",
        "multipart/form-data; boundary=x",
        "application/x-amz-json-1.0"
      })
  void send_byAWebPage_isRefusedAndTheQueueStaysEmpty(String contentType) throws Exception {
    try (EmbeddedSqs sqs = EmbeddedSqs.start(0, QUEUES);
        SqsClient client = sqs.newClient()) {
      String queue = sqs.queueUrl("wake-ups");
      int port = sqs.endpoint().getPort();
      String form = "Action=SendMessage&Version=2012-11-05&MessageBody=evil&QueueUrl=" + queue;
      String json = "{\"QueueUrl\":\"%s\",\"MessageBody\":\"evil\"}".formatted(queue);
      for (String path : List.of("/", "/000000000000/wake-ups", "/?" + form)) {
        for (String body : List.of(form, json)) {
          byte[] request = RawHttp.post(port, path, contentType, body.getBytes(UTF_8));
          assertThat(RawHttp.exchange(port, request)).startsWith("HTTP/1.1 403 ");
        }
      }
      String get = "GET /?" + form + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n";
      assertThat(RawHttp.exchange(port, get.getBytes(UTF_8))).startsWith("HTTP/1.1 403 ");

      assertThat(attributes(client, queue))
          .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
    }
  }

  @Test
  void send_withoutTheKey_isRefusedAndTheQueueStaysEmpty() {
    try (EmbeddedSqs sqs = EmbeddedSqs.start(0, QUEUES);
        EmbeddedSqs other = EmbeddedSqs.start(0, List.of());
        SqsClient client = sqs.newClient()) {
      String queue = sqs.queueUrl("wake-ups");
      List<AwsCredentialsProvider> strangers =
          List.of(
              AnonymousCredentialsProvider.create(),
              login("local", "local"),
              login(sqs.key().id(), other.key().secret()),
              login(other.key().id(), other.key().secret()));
      for (AwsCredentialsProvider stranger : strangers) {
        try (SqsClient asking = client(sqs, stranger)) {
          assertThatThrownBy(() -> asking.sendMessage(r -> r.queueUrl(queue).messageBody("evil")))
              .isInstanceOfSatisfying(
                  SqsException.class, e -> assertThat(e.statusCode()).isEqualTo(403));
        }
      }
      assertThat(attributes(client, queue))
          .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES, "0");
    }
  }

  @Test
  void send_withTheKeyInAnyRegion_isTaken() {
    try (EmbeddedSqs sqs = EmbeddedSqs.start(0, QUEUES);
        SqsClient client = client(sqs, login(sqs.key().id(), sqs.key().secret()))) {
      String queue = sqs.queueUrl("wake-ups");
      client.sendMessage(r -> r.queueUrl(queue).messageBody("good: é \u2603"));
      assertThat(client.receiveMessage(r -> r.queueUrl(queue)).messages())
          .singleElement()
          .satisfies(message -> assertThat(message.body()).isEqualTo("good: é \u2603"));
    }
  }

  private static AwsCredentialsProvider login(String id, String secret) {
    return StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret));
  }

  private static SqsClient client(EmbeddedSqs sqs, AwsCredentialsProvider login) {
    return SqsClient.builder()
        .endpointOverride(sqs.endpoint())
        .region(Region.EU_WEST_1)
        .credentialsProvider(login)
        .httpClientBuilder(UrlConnectionHttpClient.builder())
        .build();
  }

  private static Map<QueueAttributeName, String> attributes(SqsClient client, String queue) {
    return client
        .getQueueAttributes(r -> r.queueUrl(queue).attributeNames(QueueAttributeName.ALL))
        .attributes();
  }
}
