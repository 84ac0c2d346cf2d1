package dev.tocsin.platform.deadletter;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.DeadLetters;
import dev.tocsin.core.failure.FailureLog;
import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.outbox.Lane;
import dev.tocsin.core.outbox.Outbox;
import dev.tocsin.core.outbox.OutboxEvent;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.core.outbox.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import io.micronaut.serde.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts aside what could not be processed: a dead letter of each, and a small notice for whoever
 * watches. Counts them, and logs when they begin and when they cease to come.
 */
@Singleton
public class DeadLetterWriter {
  private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWriter.class);

  private final Transactions transactions;
  private final DeadLetters deadLetters;
  private final Outbox outbox;
  private final ObjectMapper json;
  private final MeterRegistry meters;
  private final FailureLog failures;

  public DeadLetterWriter(
      Transactions transactions,
      DeadLetters deadLetters,
      Outbox outbox,
      ObjectMapper json,
      MeterRegistry meters,
      InstantSource clock) {
    this.transactions = transactions;
    this.deadLetters = deadLetters;
    this.outbox = outbox;
    this.json = json;
    this.meters = meters;
    this.failures =
        new FailureLog(LOG, "Dead letters are put aside", "Dead letters come no more", clock);
  }

  /** Keeps letters, of which there may be none, within the caller's transaction. */
  public void save(Collection<DeadLetter> letters, Instant now) {
    if (letters.isEmpty()) {
      transactions.afterCommit(failures::worked);
    } else {
      deadLetters.add(letters);
      outbox.add(letters.stream().map(this::notice).toList(), now);
      transactions.afterCommit(() -> letters.forEach(this::log));
    }
  }

  private void log(DeadLetter letter) {
    meters
        .counter("tocsin.dead.letters", "source", letter.source().code(), "reason", letter.reason())
        .increment();
    failures.failed(
        "the first is %s, from %s: %s (%s)"
            .formatted(letter.id(), letter.source().place(), letter.reason(), letter.detail()));
  }

  private OutboxEvent notice(DeadLetter letter) {
    int shard = Math.floorMod(letter.source().place().hashCode(), Fingerprint.SHARDS);
    try {
      return new OutboxEvent(
          letter.id(),
          new Lane(QueueName.DEAD_LETTERS, shard),
          json.writeValueAsString(DeadLetterNotice.of(letter)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
