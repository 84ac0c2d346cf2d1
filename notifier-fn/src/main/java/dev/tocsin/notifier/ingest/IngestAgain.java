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
import java.util.Optional;

/** Takes an event once more that could not be read when it came. */
@Singleton
public class IngestAgain {
  private final MessageDecoder decoder;
  private final CreateDeliveries create;
  private final InstantSource clock;

  IngestAgain(MessageDecoder decoder, CreateDeliveries create, InstantSource clock) {
    this.decoder = decoder;
    this.create = create;
    this.clock = clock;
  }

  /**
   * Makes the delivery of an event, within the caller's transaction.
   *
   * @return empty when it was taken; else why it cannot be read
   */
  public Optional<String> run(RawBytes raw) {
    Instant now = clock.instant();
    Decoded decoded = decoder.decodeEvent(QueueName.NOTIFY, new String(raw.toArray(), UTF_8), now);
    decoded.events().forEach(event -> create.again(event, now));
    return decoded.deadLetters().stream().map(DeadLetter::detail).findFirst();
  }
}
