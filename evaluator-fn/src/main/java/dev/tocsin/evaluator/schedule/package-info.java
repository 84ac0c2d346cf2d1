/**
 * What happens without a batch: partitions read to their end, evaluation times, changed rules and
 * who changed them.
 */
@NullMarked
package dev.tocsin.evaluator.schedule;

import org.jspecify.annotations.NullMarked;
