package dev.tocsin.formats;

import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.formats.Decoded.Rejected;
import java.util.Optional;

/** How many bytes a record of several samples may have. */
final class RecordSize {
  /** What a dead letter keeps, and what Kafka takes by default: 1 MiB. */
  static final int MAX_BYTES = 1 << 20;

  private RecordSize() {}

  static Optional<Decoded> tooLarge(byte[] value) {
    return value.length <= MAX_BYTES
        ? Optional.empty()
        : Optional.of(
            Decoded.of(
                new Rejected(
                    RejectionReason.TOO_LARGE,
                    "record has " + value.length + " bytes: at most " + MAX_BYTES + " are read")));
  }
}
