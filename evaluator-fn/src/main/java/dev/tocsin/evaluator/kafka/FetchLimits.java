package dev.tocsin.evaluator.kafka;

import dev.tocsin.core.limit.Limit;
import dev.tocsin.core.limit.Limits;

/**
 * What a consumer takes into memory, all sizes after decompression.
 *
 * @param recordBytes key and value of a record
 * @param pollBytes keys and values of all records of a poll, but for the first
 * @param batchBytes a record batch, as it is decompressed piece by piece
 * @param batchRecords records of a record batch
 */
record FetchLimits(int recordBytes, int pollBytes, int batchBytes, int batchRecords) {
  /** What is kept of the value of a record that is too large. */
  static final int KEPT = 1 << 16;

  static FetchLimits of(Limits limits) {
    return new FetchLimits(
        limits.of(Limit.RECORD_BYTES),
        limits.of(Limit.POLL_BYTES),
        limits.of(Limit.RECORD_BATCH_BYTES),
        limits.of(Limit.RECORD_BATCH_RECORDS));
  }
}
