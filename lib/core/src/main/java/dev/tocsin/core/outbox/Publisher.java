package dev.tocsin.core.outbox;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends what is committed in the outbox, a few lanes of one queue at a time. */
public final class Publisher {
  /** How long an event may stay unconsumed before it is sent again. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

  /** How long whoever wrote an event may take to send it before somebody else does. */
  public static final Duration OWN_TIME = Duration.ofSeconds(2);

  /** Once something failed, other lanes are tried only so long after the beginning. */
  static final Duration FAILING_TIME = Duration.ofSeconds(10);

  /** As many lanes are locked at once as SQS takes messages in a request. */
  private static final int LANES = 10;

  private final Outbox outbox;
  private final MessageSender sender;
  private final FaultPoints faults;
  private final InstantSource clock;

  public Publisher(Outbox outbox, MessageSender sender, FaultPoints faults, InstantSource clock) {
    this.outbox = outbox;
    this.sender = sender;
    this.faults = faults;
    this.clock = clock;
  }

  /**
   * Sends what was just written to these lanes, those of queues to which this process may send.
   * What fails stays for {@link #publishDue}.
   */
  public void publish(Collection<Lane> lanes) {
    send(lanes.stream().filter(lane -> sender.sendsTo(lane.queue())).toList(), Instant.EPOCH);
  }

  /**
   * Sends to some queues what has been unsent for {@link #OWN_TIME}, and again what has not been
   * consumed for {@link #PATIENCE}.
   */
  public void publishDue(Set<QueueName> queues) {
    Instant now = clock.instant();
    Instant sentBefore = now.minus(PATIENCE);
    List<Lane> due =
        outbox.due(now.minus(OWN_TIME), sentBefore).stream()
            .filter(lane -> queues.contains(lane.queue()))
            .toList();
    send(due, sentBefore);
  }

  /** Sends everything that is not consumed yet: for a start, when the queues may have lost all. */
  public void publishAll() {
    Instant now = clock.instant();
    send(outbox.due(now, now), now);
  }

  /**
   * Lanes that fail at once hinder no others; those that take their time to fail would, so that
   * nothing is begun after {@link #FAILING_TIME}. The first failure is thrown in the end.
   */
  private void send(Collection<Lane> lanes, Instant sentBefore) {
    Map<QueueName, TreeSet<Integer>> byQueue =
        lanes.stream()
            .collect(
                Collectors.groupingBy(
                    Lane::queue,
                    TreeMap::new,
                    Collectors.mapping(Lane::shard, Collectors.toCollection(TreeSet::new))));
    Instant patience = clock.instant().plus(FAILING_TIME);
    RuntimeException failure = null;
    for (Map.Entry<QueueName, TreeSet<Integer>> queue : byQueue.entrySet()) {
      List<Integer> shards = new ArrayList<>(queue.getValue());
      for (int from = 0; from < shards.size(); from += LANES) {
        if (failure != null && clock.instant().isAfter(patience)) {
          throw failure;
        }
        Set<Integer> some = Set.copyOf(shards.subList(from, Math.min(from + LANES, shards.size())));
        try {
          send(queue.getKey(), some, sentBefore);
        } catch (RuntimeException e) {
          failure = first(failure, e);
        }
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private void send(QueueName queue, Set<Integer> shards, Instant sentBefore) {
    outbox.send(
        queue,
        shards,
        sentBefore,
        clock.instant(),
        (to, messages) -> {
          sender.send(to, messages);
          faults.reach(FaultPoint.AFTER_SEND);
        });
    faults.reach(FaultPoint.AFTER_MARK);
  }

  private static RuntimeException first(@Nullable RuntimeException first, RuntimeException next) {
    if (first == null) {
      return next;
    }
    first.addSuppressed(next);
    return first;
  }
}
