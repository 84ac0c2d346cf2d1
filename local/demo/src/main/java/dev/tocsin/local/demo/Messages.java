package dev.tocsin.local.demo;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The notifications received, one per key, in the order in which they came first; the oldest leave
 * when it is full.
 */
final class Messages {

  private final int capacity;
  private final Map<String, Notification> byKey = new LinkedHashMap<>();
  private long received;

  Messages(int capacity) {
    this.capacity = capacity;
  }

  synchronized void receive(String key, Instant at, ObjectNode body) {
    received++;
    Notification known = byKey.get(key);
    byKey.put(key, known == null ? Notification.first(key, at, body) : known.again(body));
    if (byKey.size() > capacity) {
      byKey.remove(byKey.keySet().iterator().next());
    }
  }

  /** Oldest first. */
  synchronized List<Notification> all() {
    return List.copyOf(byKey.values());
  }

  /** How many requests were taken, repeats included. */
  synchronized long received() {
    return received;
  }

  /** All of them as JSON, oldest first. */
  ArrayNode toJson() {
    ArrayNode list = Json.array();
    for (Notification message : all()) {
      ObjectNode entry = list.addObject();
      entry.put("idempotency_key", message.key());
      entry.put("received_at", Json.time(message.receivedAt()));
      entry.put("repeats", message.repeats());
      entry.put("contradicted", message.contradicted());
      entry.set("body", message.body());
    }
    return list;
  }
}
