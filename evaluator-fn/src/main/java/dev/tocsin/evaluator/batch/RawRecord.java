package dev.tocsin.evaluator.batch;

import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** A record as the event carries it: its value in base64, none for a tombstone. */
public record RawRecord(long offset, @Nullable String value) {
  byte[] bytes() {
    return value == null ? new byte[0] : Base64.getDecoder().decode(value);
  }
}
