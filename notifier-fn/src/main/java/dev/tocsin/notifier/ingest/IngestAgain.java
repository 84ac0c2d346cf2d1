package dev.tocsin.notifier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.deadletter.DeadLetter;
import dev.tocsin.core.deadletter.RawBytes;
import dev.tocsin.core.outbox.QueueName;
import dev.tocsin.platform.queue.MessageDecoder;
import dev.tocsin.platform.queue.MessageDecoder.Decoded;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Takes an event once more that could not be read when it came. */
@Singleton
public class IngestAgain {
  private final MessageDecoder decoder;
  private final TakeEvents take;
  private final InstantSource clock;

  IngestAgain(MessageDecoder decoder, TakeEvents take, InstantSource clock) {
    this.decoder = decoder;
    this.take = take;
    this.clock = clock;
  }

  /**
   * Takes in an event, within the caller's transaction.
   *
   * @return empty when it was taken; else why it cannot be read
   */
  public Optional<String> run(RawBytes raw) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
    Decoded decoded = decoder.decodeEvent(QueueName.NOTIFY, new String(raw.toArray(), UTF_8), now);
    take.take(decoded.events(), List.of(), now);
    return decoded.deadLetters().stream().map(DeadLetter::detail).findFirst();
  }
}
