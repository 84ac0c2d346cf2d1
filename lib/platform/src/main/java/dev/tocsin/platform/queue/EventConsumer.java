package dev.tocsin.platform.queue;

import com.amazonaws.services.lambda.runtime.events.SQSBatchResponse;
import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import dev.tocsin.core.fault.FaultPoint;
import dev.tocsin.core.fault.FaultPoints;
import dev.tocsin.core.outbox.ConsumedEvents;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import dev.tocsin.platform.deadletter.DeadLetterWriter;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;

/**
 * Consumes the messages of a queue of alert events. Each message is one transaction: its events are
 * recorded as consumed, a use case does what is due for those that come for the first time, and
 * what cannot be read becomes dead letters. A message that comes again changes nothing.
 */
@Singleton
public final class EventConsumer {
  private final QueueEvents events;
  private final MessageDecoder decoder;
  private final Transactions transactions;
  private final ConsumedEvents consumed;
  private final Outbox outbox;
  private final DeadLetterWriter deadLetters;
  private final QueuePublisher publisher;
  private final FaultPoints faults;
  private final InstantSource clock;

  EventConsumer(
      QueueEvents events,
      MessageDecoder decoder,
      Transactions transactions,
      ConsumedEvents consumed,
      Outbox outbox,
      DeadLetterWriter deadLetters,
      QueuePublisher publisher,
      FaultPoints faults,
      InstantSource clock) {
    this.events = events;
    this.decoder = decoder;
    this.transactions = transactions;
    this.consumed = consumed;
    this.outbox = outbox;
    this.deadLetters = deadLetters;
    this.publisher = publisher;
    this.faults = faults;
    this.clock = clock;
  }

  /** What a function does with alert events. */
  @FunctionalInterface
  public interface UseCase {
    /**
     * Does it within the caller's transaction.
     *
     * @param fresh the events, and those that cannot be read, that come for the first time, in
     *     order
     */
    void apply(Decoded fresh, Instant now);
  }

  /** Consumes messages in order and returns those that must come again. */
  public SQSBatchResponse consume(QueueName queue, SQSEvent event, UseCase useCase) {
    SQSBatchResponse response = events.take(event, body -> consume(queue, body, useCase));
    publisher.publish();
    return response;
  }

  private void consume(QueueName queue, String body, UseCase useCase) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Decoded decoded = decoder.decode(queue, body, now);
    transactions.run(() -> apply(queue, decoded, useCase, now));
    faults.reach(FaultPoint.AFTER_COMMIT);
  }

  private void apply(QueueName queue, Decoded decoded, UseCase useCase, Instant now) {
    Decoded fresh = decoded.only(consumed.take(queue, decoded.ids(), now));
    faults.reach(FaultPoint.AFTER_LOAD);
    useCase.apply(fresh, now);
    deadLetters.save(decoded.deadLetters(), now);
    outbox.consumed(queue, decoded.ids());
    faults.reach(FaultPoint.BEFORE_COMMIT);
  }
}
