package dev.tocsin.notifier.ingest;

import dev.tocsin.core.label.Fingerprint;
import dev.tocsin.core.message.Message;
import java.util.Optional;
import java.util.UUID;

/** One event of a message, or why it is none. */
sealed interface Decoded {
  /** An event that can be told. */
  record Legible(Message event, Fingerprint fingerprint) implements Decoded {}

  /**
   * An event that cannot.
   *
   * @param raw its JSON
   * @param reason short code that is counted
   * @param detail one sentence for a person
   * @param eventId its identity, if that much can be read
   * @param place where it stands in the order, if that much can be read
   */
  record Illegible(
      String raw, String reason, String detail, Optional<UUID> eventId, Optional<Spot> place)
      implements Decoded {}

  /** A number of the evaluator that must not be waited for. */
  record Spot(Fingerprint fingerprint, long seq) {}
}
