/** Kafka as the evaluator asks it: the log's ends, for the tick. */
@NullMarked
package dev.tocsin.evaluator.kafka;

import org.jspecify.annotations.NullMarked;
