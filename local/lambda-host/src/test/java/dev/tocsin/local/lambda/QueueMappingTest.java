package dev.tocsin.local.lambda;

import static dev.tocsin.testkit.Eventually.within;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse.BatchItemFailure;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.events.SQSEvent.SQSMessage;
import dev.tocsin.local.embedded.EmbeddedSqs;
import dev.tocsin.local.embedded.QueueSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.PurgeQueueRequest;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
// A resource works while it is open, without being named.
@SuppressWarnings("try")
class QueueMappingTest {
  private static final Duration VISIBILITY = Duration.ofSeconds(1);
  private static final List<QueueSpec> QUEUES =
      List.of(
          QueueSpec.of("dead.fifo", Duration.ofSeconds(30)),
          QueueSpec.of("events.fifo", VISIBILITY).deadLettersTo("dead.fifo", 2),
          QueueSpec.of("work", VISIBILITY));

  private final EmbeddedSqs sqs = EmbeddedSqs.start(0, QUEUES);
  private final SqsClient client = sqs.newClient();

  /** Message bodies in the order in which functions got them. */
  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();

  @BeforeAll
  void warmUp() {
    client.listQueues();
  }

  @BeforeEach
  void empty() {
    seen.clear();
    sqs.start();
    QUEUES.forEach(q ->
        client.purgeQueue(PurgeQueueRequest.builder().queueUrl(sqs.queueUrl(q.name())).build()));
  }

  @AfterAll
  void stop() {
    client.close();
    sqs.close();
  }

  @Test
  void messages_areHandedOverOnceAndDeleted() throws Exception {
    try (QueueMapping mapping = map("work", 2, failing(m -> false))) {
      IntStream.range(0, 25).forEach(i -> send("work", "m" + i));
      assertThat(take(25))
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, 25).mapToObj(i -> "m" + i).toList());
    }
    assertThat(inQueue("work")).isZero();
    assertThat(seen).isEmpty();
  }

  @Test
  void aFailedMessage_comesAgainAfterItsVisibilityTimeoutAlone() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    send("work", "good");
    send("work", "bad");
    try (QueueMapping mapping =
        map(
            "work",
            1,
            failing(m -> m.getBody().equals("bad") && failures.getAndIncrement() == 0))) {
      assertThat(take(3)).containsExactlyInAnyOrder("good", "bad", "bad");
    }
    assertThat(inQueue("work")).isZero();
  }

  @Test
  void aFailedMessageOfAGroup_holdsBackTheLaterOnesOfTheGroupOnly() throws Exception {
    AtomicInteger failures = new AtomicInteger();
    sendFifo("a1", "a");
    sendFifo("a2", "a");
    sendFifo("b1", "b");
    try (QueueMapping mapping =
        map(
            "events.fifo",
            2,
            failing(m -> m.getBody().equals("a1") && failures.getAndIncrement() == 0))) {
      List<String> order = take(5);
      assertThat(order).contains("b1");
      assertThat(order.stream().filter(body -> body.startsWith("a")).toList())
          .containsExactly("a1", "a2", "a1", "a2");
    }
    assertThat(inQueue("events.fifo")).isZero();
  }

  @Test
  void pollersAtOnce_keepTheOrderWithinEachGroup() throws Exception {
    for (int i = 0; i < 20; i++) {
      for (String group : List.of("a", "b", "c")) {
        sendFifo("%s-%02d".formatted(group, i), group);
      }
    }
    try (QueueMapping mapping = map("events.fifo", 4, failing(m -> false))) {
      List<String> order = take(60);
      for (String group : List.of("a", "b", "c")) {
        assertThat(order.stream().filter(body -> body.startsWith(group)).toList())
            .hasSize(20)
            .isSorted();
      }
    }
  }

  @Test
  void aFunctionThatThrows_failsTheWholeBatchUntilItIsADeadLetter() throws Exception {
    sendFifo("poison", "p");
    RequestHandler<SQSEvent, @Nullable SQSBatchResponse> broken =
        (event, context) -> {
          event
              .getRecords()
              .forEach(r -> seen.add(r.getAttributes().get("ApproximateReceiveCount")));
          throw new AssertionError("broken");
        };
    try (QueueMapping mapping = map("events.fifo", 1, broken)) {
      assertThat(take(2)).containsExactly("1", "2");
      within(Duration.ofSeconds(20)).until(() -> inQueue("dead.fifo") == 1);
    }
    assertThat(seen).isEmpty();
    assertThat(inQueue("events.fifo")).isZero();
  }

  @Test
  void theQueueGoesAndComesBack_pollingGoesOn() throws Exception {
    try (QueueMapping mapping = map("work", 1, failing(m -> false))) {
      send("work", "before");
      assertThat(take(1)).containsExactly("before");
      sqs.stop();
      sqs.start();
      send("work", "after");
      assertThat(take(1)).containsExactly("after");
    }
  }

  @Test
  void close_waitsForTheBatchInFlight() throws Exception {
    CountDownLatch entered = new CountDownLatch(1);
    CountDownLatch leave = new CountDownLatch(1);
    send("work", "slow");
    QueueMapping mapping =
        map(
            "work",
            1,
            (event, context) -> {
              entered.countDown();
              awaitQuietly(leave);
              seen.add("finished");
              return null;
            });
    assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
    Thread closing = new Thread(mapping::close);
    closing.start();
    leave.countDown();
    closing.join();

    assertThat(seen).containsExactly("finished");
    assertThat(inQueue("work")).isZero();
  }

  private QueueMapping map(
      String queue, int pollers, RequestHandler<SQSEvent, @Nullable SQSBatchResponse> function) {
    return QueueMapping.start(
        client,
        new QueueMapping.Settings(
            "f", sqs.queueUrl(queue), EmbeddedSqs.arn(queue), 10, pollers, Duration.ofSeconds(1)),
        function);
  }

  /**
   * A function that notes what it sees and reports those messages as failed that {@code fails}
   * picks.
   */
  private RequestHandler<SQSEvent, @Nullable SQSBatchResponse> failing(
      Predicate<SQSMessage> fails) {
    return (event, context) -> {
      event.getRecords().forEach(record -> seen.add(record.getBody()));
      return new SQSBatchResponse(
          event.getRecords().stream()
              .filter(fails)
              .map(record -> new BatchItemFailure(record.getMessageId()))
              .toList());
    };
  }

  private void send(String queue, String body) {
    client.sendMessage(r -> r.queueUrl(sqs.queueUrl(queue)).messageBody(body));
  }

  private void sendFifo(String body, String group) {
    client.sendMessage(r ->
        r.queueUrl(sqs.queueUrl("events.fifo"))
            .messageBody(body)
            .messageGroupId(group)
            .messageDeduplicationId(body + System.nanoTime()));
  }

  private int inQueue(String queue) {
    Map<QueueAttributeName, String> attributes =
        client
            .getQueueAttributes(
                r -> r.queueUrl(sqs.queueUrl(queue)).attributeNames(QueueAttributeName.ALL))
            .attributes();
    return Integer.parseInt(attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES))
        + Integer.parseInt(
            attributes.get(QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE));
  }

  private List<String> take(int count) throws InterruptedException {
    List<String> taken = new java.util.ArrayList<>();
    while (taken.size() < count) {
      String next = seen.poll(20, TimeUnit.SECONDS);
      assertThat(next).as("after %s", taken).isNotNull();
      taken.add(next);
    }
    return taken;
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
