package dev.tocsin.formats;

import dev.tocsin.engine.sample.RejectionReason;
import dev.tocsin.engine.sample.Sample;
import java.util.List;
import java.util.Optional;

/**
 * What a record turned out to hold. A record of several samples may hold good ones and others: the
 * good ones count, and the others together are one rejection, since a dead letter keeps the bytes
 * of the whole record.
 *
 * @param samples in the order of the record; empty also for a record that says nothing
 * @param rejected what of the record is no sample
 */
public record Decoded(List<Sample> samples, Optional<Rejected> rejected) {
  public Decoded {
    samples = List.copyOf(samples);
  }

  static Decoded of(Sample sample) {
    return new Decoded(List.of(sample), Optional.empty());
  }

  static Decoded of(Rejected rejected) {
    return new Decoded(List.of(), Optional.of(rejected));
  }

  /**
   * Why something is no sample.
   *
   * @param reason of several the first in the order of {@link RejectionReason}
   * @param detail one sentence that names the field, the value and what would be right
   */
  public record Rejected(RejectionReason reason, String detail) {}
}
