package dev.tocsin.evaluator.decode;

import java.time.Instant;

/** Decodes the records of a topic's format. Never throws, whatever the bytes. */
@FunctionalInterface
public interface SampleDecoder {
  /**
   * @param now the clock, against which samples from the future are refused
   */
  Decoded decode(byte[] value, Instant now);
}
