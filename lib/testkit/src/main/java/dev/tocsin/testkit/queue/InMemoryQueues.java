package dev.tocsin.testkit.queue;

import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.QueueMessage;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.WakeUps;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Queues in memory: they keep order, and take in each deduplication id once. */
public final class InMemoryQueues implements MessageSender, WakeUps {
  private final Map<QueueName, List<QueueMessage>> waiting = new EnumMap<>(QueueName.class);
  private final Map<QueueName, List<Duration>> wakeUps = new EnumMap<>(QueueName.class);
  private final Set<Known> known = new HashSet<>();

  @Override
  public synchronized void send(QueueName queue, List<QueueMessage> messages) {
    for (QueueMessage message : messages) {
      if (known.add(new Known(queue, message.deduplicationId()))) {
        waiting.computeIfAbsent(queue, name -> new ArrayList<>()).add(message);
      }
    }
  }

  @Override
  public synchronized void send(QueueName consumer, Duration delay) {
    wakeUps.computeIfAbsent(consumer, name -> new ArrayList<>()).add(delay);
  }

  /** Takes out what has arrived, in order. */
  public synchronized List<QueueMessage> receive(QueueName queue) {
    List<QueueMessage> received = waiting.remove(queue);
    return received == null ? List.of() : received;
  }

  /** Takes out the delays of the wake-ups that were sent, in order. */
  public synchronized List<Duration> wakeUps(QueueName consumer) {
    List<Duration> sent = wakeUps.remove(consumer);
    return sent == null ? List.of() : sent;
  }

  private record Known(QueueName queue, String deduplicationId) {}
}
