package dev.tocsin.platform.queue;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.outbox.QueueMessage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Divides messages into requests. A request of SQS may succeed in part, so that it carries at most
 * one message of a group: then nothing of a group is sent before what precedes it has arrived.
 */
final class Batches {
  /** Most messages in a request. */
  static final int MAX_MESSAGES = 10;

  /** Most bytes in a request: 256 KiB, the least that any SQS allows. */
  static final int MAX_BYTES = 256 * 1024;

  private final List<List<QueueMessage>> batches = new ArrayList<>();
  private final Set<String> groups = new HashSet<>();
  private List<QueueMessage> open = new ArrayList<>();
  private int bytes;

  private Batches() {}

  /** The requests in order; within each group the messages keep theirs. */
  static List<List<QueueMessage>> of(List<QueueMessage> messages) {
    Batches batches = new Batches();
    messages.forEach(batches::add);
    return List.copyOf(batches.batches);
  }

  private void add(QueueMessage message) {
    int size = message.body().getBytes(UTF_8).length;
    boolean fits =
        open.size() < MAX_MESSAGES
            && bytes + size <= MAX_BYTES
            && !groups.contains(message.group());
    if (!fits || batches.isEmpty()) {
      open = new ArrayList<>();
      batches.add(open);
      groups.clear();
      bytes = 0;
    }
    open.add(message);
    groups.add(message.group());
    bytes += size;
  }
}
