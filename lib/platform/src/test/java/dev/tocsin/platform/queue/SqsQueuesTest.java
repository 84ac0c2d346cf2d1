package dev.tocsin.platform.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.WakeUps;
import dev.tocsin.testkit.queue.MessageSenderContract;
import io.micronaut.context.ApplicationContext;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticmq.rest.sqs.SQSRestServer;
import org.elasticmq.rest.sqs.SQSRestServerBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/** The real sender against a real queue server on this machine. */
class SqsQueuesTest extends MessageSenderContract {
  private static final SQSRestServer SERVER = SQSRestServerBuilder.withDynamicPort().start();
  private static final String ENDPOINT =
      "http://localhost:" + SERVER.waitUntilStarted().localAddress().getPort();
  private static int count;

  private final Map<String, Object> settings = new HashMap<>();
  private ApplicationContext context;
  private SqsClient client;

  @AfterAll
  static void stopServer() {
    SERVER.stopAndWait();
  }

  @BeforeEach
  void createQueues() {
    settings.put("tocsin.sqs.endpoint", ENDPOINT);
    settings.put("tocsin.sqs.unsigned", true);
    count++;
    for (QueueName queue : QueueName.values()) {
      settings.put(
          "tocsin.queues." + queue.code(),
          ENDPOINT + "/000000000000/" + queue.code() + count + ".fifo");
      settings.put(
          "tocsin.queues." + queue.code() + "-wakeup",
          ENDPOINT + "/000000000000/" + queue.code() + count);
    }
    context = ApplicationContext.run(settings);
    client =
        SqsClient.builder()
            .endpointOverride(URI.create(ENDPOINT))
            .region(Region.US_EAST_1)
            .credentialsProvider(AnonymousCredentialsProvider.create())
            .httpClientBuilder(UrlConnectionHttpClient.builder())
            .build();
    for (QueueName queue : QueueName.values()) {
      client.createQueue(create ->
          create
              .queueName(queue.code() + count + ".fifo")
              .attributes(Map.of(QueueAttributeName.FIFO_QUEUE, "true")));
      client.createQueue(create -> create.queueName(queue.code() + count));
    }
  }

  @AfterEach
  void close() {
    client.close();
    context.close();
  }

  @Override
  protected MessageSender sender() {
    return context.getBean(SqsQueues.class);
  }

  @Override
  protected List<String> receive(QueueName queue) {
    return receive(String.valueOf(settings.get("tocsin.queues." + queue.code())));
  }

  private List<String> receive(String url) {
    List<String> bodies = new ArrayList<>();
    List<Message> messages = receiveSome(url);
    while (!messages.isEmpty()) {
      for (Message message : messages) {
        bodies.add(message.body());
        client.deleteMessage(delete -> delete.queueUrl(url).receiptHandle(message.receiptHandle()));
      }
      messages = receiveSome(url);
    }
    return bodies;
  }

  private List<Message> receiveSome(String url) {
    return client
        .receiveMessage(receive -> receive.queueUrl(url).maxNumberOfMessages(10))
        .messages();
  }

  @Test
  void send_oneIsRefused_throwsAndSendsNothingAfterIt() {
    QueueMessage before = new QueueMessage("1", "a", "{}");
    QueueMessage tooLong = new QueueMessage("1", "b", "x".repeat(1_100_000));
    QueueMessage after = new QueueMessage("1", "c", "{\"n\":3}");

    assertThatThrownBy(() -> sender().send(QueueName.NOTIFY, List.of(before, tooLong, after)))
        .isInstanceOf(RuntimeException.class);
    assertThat(receive(QueueName.NOTIFY)).containsExactly("{}");
  }

  @Test
  void send_charactersThatSqsRefuses_areEscaped() {
    sender()
        .send(QueueName.NOTIFY, List.of(new QueueMessage("1", "a", "{\"t\":\"\uFFFE \uFFFF\"}")));

    assertThat(receive(QueueName.NOTIFY)).containsExactly("{\"t\":\"\\uFFFE \\uFFFF\"}");
  }

  @Test
  void wakeUp_withoutDelay_arrivesAtOnce() {
    wakeUps().send(QueueName.NOTIFY, Duration.ZERO);

    assertThat(receive(String.valueOf(settings.get("tocsin.queues.notify-wakeup"))))
        .containsExactly("{\"version\":1}");
  }

  @Test
  void wakeUp_withDelay_isHeldBack() {
    String url = String.valueOf(settings.get("tocsin.queues.enrich-wakeup"));
    wakeUps().send(QueueName.ENRICH, Duration.ofMillis(69_001));

    assertThat(receive(url)).isEmpty();
    assertThat(
            client
                .getQueueAttributes(get -> get.queueUrl(url).attributeNames(QueueAttributeName.ALL))
                .attributes())
        .containsEntry(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED, "1");
  }

  @Test
  void send_queueWithoutUrl_namesTheSetting() {
    try (ApplicationContext bare = ApplicationContext.run()) {
      WakeUps queues = bare.getBean(SqsQueues.class);

      assertThatThrownBy(() -> queues.send(QueueName.NOTIFY, Duration.ZERO))
          .hasMessageContaining("tocsin.queues.notify-wakeup");
    }
  }

  private WakeUps wakeUps() {
    return context.getBean(SqsQueues.class);
  }
}
