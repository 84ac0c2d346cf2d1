package dev.tocsin.core.outbox;

import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.TreeSet;

/** Sends what is committed in the outbox, lane by lane. */
public final class Publisher {
  /** How long an event may stay unconsumed before it is sent again. */
  public static final Duration PATIENCE = Duration.ofMinutes(2);

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

  /** Sends what was just written to these lanes. What fails stays for {@link #publishDue}. */
  public void publish(Collection<Lane> lanes) {
    send(lanes, Instant.EPOCH);
  }

  /** Sends everything unsent, and again what has not been consumed for {@link #PATIENCE}. */
  public void publishDue() {
    Instant sentBefore = clock.instant().minus(PATIENCE);
    send(outbox.due(sentBefore), sentBefore);
  }

  /** Sends everything that is not consumed yet: for a start, when the queues may have lost all. */
  public void publishAll() {
    Instant now = clock.instant();
    send(outbox.due(now), now);
  }

  private void send(Collection<Lane> lanes, Instant sentBefore) {
    for (Lane lane : new TreeSet<>(lanes)) {
      outbox.send(
          lane,
          sentBefore,
          clock.instant(),
          (queue, messages) -> {
            sender.send(queue, messages);
            faults.reach(FaultPoint.AFTER_SEND);
          });
      faults.reach(FaultPoint.AFTER_MARK);
    }
  }
}
