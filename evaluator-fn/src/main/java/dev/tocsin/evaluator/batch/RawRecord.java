package dev.tocsin.evaluator.batch;

import java.util.Optional;

/**
 * A record as it was taken from the log.
 *
 * @param timestamp Kafka's, in milliseconds since 1970
 * @param bytes its value, which belongs to it; none of a tombstone
 * @param cut there when it was taken only in part
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRecord(long offset, long timestamp, byte[] bytes, Optional<Truncation> cut) {}
