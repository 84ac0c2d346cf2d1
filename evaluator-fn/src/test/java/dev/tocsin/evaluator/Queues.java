package dev.tocsin.evaluator;

import dev.tocsin.core.message.AlertChanged;
import dev.tocsin.core.message.Message;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import io.micronaut.core.type.Argument;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** Queues that keep the bodies they were sent. */
final class Queues implements MessageSender {
  private static final ObjectMapper JSON = ObjectMapper.getDefault();

  private final Map<QueueName, List<String>> bodies = new ConcurrentHashMap<>();

  @Override
  public synchronized void send(QueueName queue, List<QueueMessage> messages) {
    messages.forEach(
        message -> bodies.computeIfAbsent(queue, name -> new ArrayList<>()).add(message.body()));
  }

  /** All events sent to a consumer, repeats included, in order. */
  synchronized List<AlertChanged> events(QueueName queue) {
    List<AlertChanged> events = new ArrayList<>();
    for (String body : bodies.getOrDefault(queue, List.of())) {
      try {
        JsonNode batch = Objects.requireNonNull(JSON.readValue(body, JsonNode.class));
        for (JsonNode event : Objects.requireNonNull(batch.get("events")).values()) {
          events.add(
              (AlertChanged)
                  Objects.requireNonNull(
                      JSON.readValueFromTree(event, Argument.of(Message.class))));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return events;
  }

  synchronized List<String> bodies(QueueName queue) {
    return List.copyOf(bodies.getOrDefault(queue, List.of()));
  }
}
