/** What happens without a batch: partitions read to their end, evaluation times, changed rules. */
@NullMarked
package dev.tocsin.evaluator.schedule;

import org.jspecify.annotations.NullMarked;
