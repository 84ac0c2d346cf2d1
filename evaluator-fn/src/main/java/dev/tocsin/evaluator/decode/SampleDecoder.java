package dev.tocsin.evaluator.decode;

import java.time.Instant;
import java.util.List;

/** Decodes the records of a topic's format. Never throws, whatever the bytes. */
@FunctionalInterface
public interface SampleDecoder {
  /**
   * @param now the clock, against which samples from the future are refused
   */
  Decoded decode(byte[] value, Instant now);

  /** Decodes many records, each as if it were alone. */
  default List<Decoded> decode(List<byte[]> values, Instant now) {
    return values.stream().map(value -> decode(value, now)).toList();
  }
}
