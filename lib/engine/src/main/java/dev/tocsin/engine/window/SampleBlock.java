package dev.tocsin.engine.window;

import com.google.protobuf.ByteString;
import dev.tocsin.engine.cursor.PartitionId;
import java.time.Duration;
import java.time.Instant;

/**
 * Samples of one partition that wait for the evaluation schedule, in the order in which they came.
 *
 * @param step of the rules that take them
 * @param shard of their keys
 * @param offset of the first record that was taken with them
 * @param passed the first one's {@link dev.tocsin.engine.window.WindowSample#passed()}; the others'
 *     are the same or later
 * @param samples written by {@link SampleBuffer}
 */
public record SampleBlock(
    Duration step,
    int shard,
    PartitionId partition,
    long offset,
    Instant passed,
    ByteString samples) {}
