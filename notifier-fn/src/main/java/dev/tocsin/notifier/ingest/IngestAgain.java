package dev.tocsin.notifier.ingest;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tocsin.core.deadletter.RawBytes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Takes an event once more that could not be read when it came. */
@Singleton
public class IngestAgain {
  private final MessageDecoder decoder;
  private final IngestTransaction transaction;

  IngestAgain(MessageDecoder decoder, IngestTransaction transaction) {
    this.decoder = decoder;
    this.transaction = transaction;
  }

  /**
   * Makes the delivery of an event, within the caller's transaction.
   *
   * @return empty when it was taken; else why it cannot be read
   */
  public Optional<String> run(RawBytes raw) {
    return switch (decoder.decodeEvent(new String(raw.toArray(), UTF_8))) {
      case Decoded.Legible event -> {
        transaction.takeAgain(event);
        yield Optional.empty();
      }
      case Decoded.Illegible event -> Optional.of(event.detail());
    };
  }
}
