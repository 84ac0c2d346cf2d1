package dev.tocsin.evaluator.decode;

import dev.tocsin.core.sample.RejectionReason;
import dev.tocsin.core.sample.Sample;

/** What a record turned out to be. */
public sealed interface Decoded {
  /** A sample. */
  record Accepted(Sample sample) implements Decoded {}

  /**
   * No sample.
   *
   * @param detail one sentence that names the field, the value and what would be right
   */
  record Rejected(RejectionReason reason, String detail) implements Decoded {}
}
