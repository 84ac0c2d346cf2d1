package dev.tocsin.testkit.outbox;

import dev.tocsin.core.outbox.Bundling;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.MessageSender;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.OutboxRow;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.UnsentLanes;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;

/** An outbox in memory. */
public final class InMemoryOutbox implements Outbox {
  private final InMemoryTransactions transactions;
  private final UnsentLanes unsent;
  private Map<Key, Entry> rows = new LinkedHashMap<>();

  public InMemoryOutbox(InMemoryTransactions transactions, UnsentLanes unsent) {
    this.transactions = transactions;
    this.unsent = unsent;
    transactions.enlist(() -> {
      Map<Key, Entry> copy = new LinkedHashMap<>(rows);
      return () -> rows = copy;
    });
  }

  @Override
  public void add(Collection<OutboxEvent> events, Instant now) {
    transactions.inOne(() -> {
      events.forEach(event ->
          rows.putIfAbsent(
              new Key(event.eventId(), event.lane().queue()),
              new Entry(event, now, 0, Optional.empty())));
      transactions.afterCommit(
          () -> unsent.add(events.stream().map(OutboxEvent::lane).collect(Collectors.toSet())));
      return events.size();
    });
  }

  @Override
  public Set<Lane> due(Instant addedUntil, Instant sentBefore) {
    return transactions.inOne(() ->
        rows.values().stream()
            .filter(entry -> entry.isDue(sentBefore))
            .filter(entry -> entry.sends() > 0 || !entry.added().isAfter(addedUntil))
            .map(entry -> entry.event().lane())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Override
  public int send(
      QueueName queue, Set<Integer> shards, Instant sentBefore, Instant now, MessageSender sender) {
    return transactions.inOne(() -> {
      List<Entry> waiting =
          rows.values().stream()
              .filter(entry -> entry.event().lane().queue() == queue)
              .filter(entry -> shards.contains(entry.event().lane().shard()))
              .filter(entry -> entry.isDue(sentBefore))
              .toList();
      if (!waiting.isEmpty()) {
        sender.send(queue, Bundling.messages(waiting.stream().map(Entry::row).toList()));
        waiting.forEach(entry -> mark(entry, now));
      }
      return waiting.size();
    });
  }

  private void mark(Entry entry, Instant now) {
    Key key = new Key(entry.event().eventId(), entry.event().lane().queue());
    if (key.queue() == QueueName.DEAD_LETTERS) {
      rows.remove(key);
    } else {
      rows.replace(
          key, new Entry(entry.event(), entry.added(), entry.sends() + 1, Optional.of(now)));
    }
  }

  @Override
  public void consumed(QueueName queue, Collection<UUID> eventIds) {
    transactions.inOne(
        () -> rows.keySet().removeIf(key -> key.queue() == queue && eventIds.contains(key.id())));
  }

  private record Key(UUID id, QueueName queue) {}

  private record Entry(OutboxEvent event, Instant added, int sends, Optional<Instant> sent) {
    boolean isDue(Instant sentBefore) {
      return sent.map(sentBefore::isAfter).orElse(true);
    }

    OutboxRow row() {
      return new OutboxRow(event, sends);
    }
  }
}
