/**
 * Kafka as the evaluator reads it: the log's ends, for the tick, and the consumer of all readers of
 * metrics.
 *
 * <p>Kafka's own consumer bounds what it fetches, but not what comes out of it: it allocates each
 * record at the size that the record claims after decompression, and a poll has as many of them as
 * {@code max.poll.records} says. 30 KB from one producer may thus be 300 MB in memory, and no
 * setting of the client limits that. {@link dev.tocsin.evaluator.kafka.BoundedConsumer} therefore
 * puts an own reader of record batches between the answers of a broker and the consumer.
 */
@NullMarked
package dev.tocsin.evaluator.kafka;

import org.jspecify.annotations.NullMarked;
