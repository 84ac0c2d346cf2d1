package dev.tocsin.core.builtin;

import dev.tocsin.core.cursor.PartitionId;

/**
 * What was seen of a partition's log.
 *
 * @param start offset of its first record
 * @param end offset after its last record
 * @param ahead how many records the cursor was ahead of the end; 0: it was not
 */
public record LogSeen(PartitionId id, long start, long end, long ahead) {}
