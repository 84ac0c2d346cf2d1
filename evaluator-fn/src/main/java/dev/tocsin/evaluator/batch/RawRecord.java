package dev.tocsin.evaluator.batch;

/**
 * A record as it was taken from the log.
 *
 * @param bytes its value, which belongs to it; none of a tombstone
 */
@SuppressWarnings("ArrayRecordComponent")
public record RawRecord(long offset, byte[] bytes) {}
