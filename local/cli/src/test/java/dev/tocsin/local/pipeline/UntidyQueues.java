package dev.tocsin.local.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequest;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchResponse;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlRequest;
import software.amazon.awssdk.services.sqs.model.GetQueueUrlResponse;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageResponse;

/**
 * Reads queues as badly as a reader may fear: every event is handed over at least twice, the second
 * time bundled anew, in any order, most of them late, and at once to two pollers where it happens
 * so.
 */
final class UntidyQueues implements SqsClient {
  private static final long VISIBILITY = TimeUnit.SECONDS.toNanos(1);
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int LATEST_MILLIS = 2_500;

  private final SqsClient queues;
  private final Random random;
  private final Map<String, List<HandOver>> waiting = new HashMap<>();
  private final Map<String, List<String>> done = new HashMap<>();

  UntidyQueues(SqsClient queues, Random random) {
    this.queues = queues;
    this.random = random;
  }

  @Override
  public ReceiveMessageResponse receiveMessage(ReceiveMessageRequest request) {
    List<Message> ready = fetch(request, 0);
    if (ready.isEmpty()) {
      ready = fetch(request, request.waitTimeSeconds());
    }
    return ReceiveMessageResponse.builder().messages(ready).build();
  }

  private List<Message> fetch(ReceiveMessageRequest request, int waitSeconds) {
    List<Message> messages =
        queues.receiveMessage(request.toBuilder().waitTimeSeconds(waitSeconds).build()).messages();
    if (!messages.isEmpty()) {
      var unused =
          queues.deleteMessageBatch(all ->
              all.queueUrl(request.queueUrl())
                  .entries(messages.stream().map(UntidyQueues::entry).toList()));
    }
    return handOver(request.queueUrl(), messages, request.maxNumberOfMessages());
  }

  private static DeleteMessageBatchRequestEntry entry(Message message) {
    return DeleteMessageBatchRequestEntry.builder()
        .id(message.messageId())
        .receiptHandle(message.receiptHandle())
        .build();
  }

  private synchronized List<Message> handOver(String queue, List<Message> messages, int most) {
    List<HandOver> all = waiting.computeIfAbsent(queue, url -> new ArrayList<>());
    long now = System.nanoTime();
    for (Message message : messages) {
      all.add(HandOver.of(message, now, random.nextInt(LATEST_MILLIS)));
      for (Message part : parts(message)) {
        all.add(HandOver.of(part, now, random.nextInt(LATEST_MILLIS)));
      }
    }
    Collections.shuffle(all, random);
    List<HandOver> ready =
        all.stream().filter(handOver -> handOver.readyAt - now <= 0).limit(most).toList();
    ready.forEach(handOver -> handOver.readyAt = now + VISIBILITY);
    return ready.stream().map(handOver -> handOver.message).toList();
  }

  /** The same events in two messages, or in one when they are too few. */
  private List<Message> parts(Message message) {
    try {
      JsonNode body = JSON.readTree(message.body());
      List<JsonNode> events = new ArrayList<>();
      body.path("events").forEach(events::add);
      if (events.size() < 2) {
        return List.of(message);
      }
      int cut = 1 + random.nextInt(events.size() - 1);
      return List.of(
          with(message, body, events.subList(0, cut)),
          with(message, body, events.subList(cut, events.size())));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(message.body(), e);
    }
  }

  private static Message with(Message message, JsonNode body, List<JsonNode> events) {
    ObjectNode part = body.deepCopy();
    part.putArray("events").addAll(events);
    return message.toBuilder().body(part.toString()).build();
  }

  @Override
  public synchronized DeleteMessageBatchResponse deleteMessageBatch(
      DeleteMessageBatchRequest request) {
    List<HandOver> all = waiting.getOrDefault(request.queueUrl(), new ArrayList<>());
    List<String> handles =
        request.entries().stream().map(DeleteMessageBatchRequestEntry::receiptHandle).toList();
    for (HandOver handOver : List.copyOf(all)) {
      if (handles.contains(handOver.message.receiptHandle())) {
        all.remove(handOver);
        done.computeIfAbsent(request.queueUrl(), url -> new ArrayList<>())
            .add(handOver.message.body());
      }
    }
    return DeleteMessageBatchResponse.builder().build();
  }

  /** The bodies of a queue in the order in which its reader was done with them. */
  synchronized List<String> done(String queueUrl) {
    return List.copyOf(done.getOrDefault(queueUrl, List.of()));
  }

  /** Whether readers are done with all that was fetched. */
  synchronized boolean areEmpty() {
    return waiting.values().stream().allMatch(List::isEmpty);
  }

  @Override
  public GetQueueUrlResponse getQueueUrl(GetQueueUrlRequest request) {
    return queues.getQueueUrl(request);
  }

  @Override
  public String serviceName() {
    return queues.serviceName();
  }

  @Override
  public void close() {
    queues.close();
  }

  private static final class HandOver {
    final Message message;
    long readyAt;

    private HandOver(Message message, long readyAt) {
      this.message = message;
      this.readyAt = readyAt;
    }

    static HandOver of(Message message, long now, int lateMillis) {
      return new HandOver(
          message.toBuilder().receiptHandle(UUID.randomUUID().toString()).build(),
          now + TimeUnit.MILLISECONDS.toNanos(lateMillis));
    }
  }
}
