/**
 * Kafka as the evaluator reads it: the log's ends for the tick, and the listener that stands in for
 * the event source mapping where the process runs for long.
 */
@NullMarked
package dev.tocsin.evaluator.kafka;

import org.jspecify.annotations.NullMarked;
