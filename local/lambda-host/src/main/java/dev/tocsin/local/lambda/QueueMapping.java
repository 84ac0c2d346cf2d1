package dev.tocsin.local.lambda;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.core.failure.FailureLog;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;

/**
 * The event source mapping of one SQS queue: hands its messages to a function in batches and
 * deletes those that the function is done with. The others come again after their visibility
 * time-out. The order within a FIFO group is kept by the queue, which hands out nothing of a group
 * that is in flight.
 */
public final class QueueMapping implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(QueueMapping.class);
  private static final Duration FUNCTION_TIMEOUT = Duration.ofMinutes(15);

  private final SqsClient client;
  private final Settings settings;
  private final RequestHandler<SQSEvent, @Nullable SQSBatchResponse> function;
  private final FailureLog queueTrouble;
  private final FailureLog functionTrouble;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final List<Thread> pollers = new ArrayList<>();

  /**
   * How a queue is read.
   *
   * @param function the name of the function, for its context and for the log
   * @param queueUrl where it is
   * @param queueArn its name in events
   * @param batchSize at most this many messages per invocation, 1 to 10
   * @param pollers so many invocations at once
   * @param longPoll how long to wait for a first message, up to 20 s; a stop may take as long
   */
  public record Settings(
      String function,
      String queueUrl,
      String queueArn,
      int batchSize,
      int pollers,
      Duration longPoll) {
    public Settings {
      if (batchSize < 1 || batchSize > 10 || pollers < 1) {
        throw new IllegalArgumentException("batch size 1 to 10, pollers at least 1");
      }
    }
  }

  private QueueMapping(
      SqsClient client,
      Settings settings,
      RequestHandler<SQSEvent, @Nullable SQSBatchResponse> function) {
    this.client = client;
    this.settings = settings;
    this.function = function;
    this.queueTrouble =
        new FailureLog(LOG, "Queue of " + settings.function(), InstantSource.system());
    this.functionTrouble =
        new FailureLog(LOG, "Function " + settings.function(), InstantSource.system());
  }

  /** Starts polling; {@code client} stays the caller's and must outlive the mapping. */
  public static QueueMapping start(
      SqsClient client,
      Settings settings,
      RequestHandler<SQSEvent, @Nullable SQSBatchResponse> function) {
    QueueMapping mapping = new QueueMapping(client, settings, function);
    for (int i = 1; i <= settings.pollers(); i++) {
      Thread poller = new Thread(mapping::poll, settings.function() + "-queue-" + i);
      mapping.pollers.add(poller);
      poller.start();
    }
    return mapping;
  }

  /** Asks for a stop without waiting for it: several mappings so stop at once. */
  public void stop() {
    stopping.countDown();
  }

  /** Stops receiving and returns when the batches in flight are done. */
  @Override
  public void close() {
    stop();
    for (Thread poller : pollers) {
      try {
        poller.join();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  private void poll() {
    Backoff backoff = new Backoff();
    while (stopping.getCount() > 0) {
      if (handleOneBatch()) {
        backoff.reset();
      } else {
        pause(backoff.next());
      }
    }
  }

  /** Returns false when the queue or the function as a whole failed. */
  private boolean handleOneBatch() {
    List<Message> messages;
    try {
      messages = receive();
      queueTrouble.worked();
    } catch (RuntimeException e) {
      queueTrouble.failed(e);
      return false;
    }
    if (messages.isEmpty()) {
      return true;
    }
    Batch batch = new Batch(settings.queueArn(), messages);
    Optional<List<Message>> done = invoke(batch);
    return done.isPresent() && delete(done.get());
  }

  private List<Message> receive() {
    return client
        .receiveMessage(r ->
            r.queueUrl(settings.queueUrl())
                .maxNumberOfMessages(settings.batchSize())
                .waitTimeSeconds((int) settings.longPoll().toSeconds())
                .messageSystemAttributeNames(MessageSystemAttributeName.ALL)
                .messageAttributeNames("All"))
        .messages();
  }

  /**
   * The messages that are done, or nothing when the function threw. Whatever it throws must not end
   * a poller.
   */
  @SuppressWarnings("CatchingUnchecked")
  private Optional<List<Message>> invoke(Batch batch) {
    try {
      SQSBatchResponse response =
          function.handleRequest(
              batch.event(), InvocationContext.of(settings.function(), FUNCTION_TIMEOUT));
      functionTrouble.worked();
      return Optional.of(batch.done(response));
    } catch (Throwable e) {
      functionTrouble.failed(e);
      return Optional.empty();
    }
  }

  private boolean delete(List<Message> done) {
    if (done.isEmpty()) {
      return true;
    }
    List<DeleteMessageBatchRequestEntry> entries =
        IntStream.range(0, done.size())
            .mapToObj(i ->
                DeleteMessageBatchRequestEntry.builder()
                    .id(Integer.toString(i))
                    .receiptHandle(done.get(i).receiptHandle())
                    .build())
            .toList();
    try {
      DeleteMessageBatchResponse response =
          client.deleteMessageBatch(r -> r.queueUrl(settings.queueUrl()).entries(entries));
      if (response.hasFailed() && !response.failed().isEmpty()) {
        LOG.debug("{} messages were not deleted and come again", response.failed().size());
      }
      return true;
    } catch (RuntimeException e) {
      queueTrouble.failed(e);
      return false;
    }
  }

  private void pause(Duration time) {
    try {
      stopping.await(time.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopping.countDown();
    }
  }
}
