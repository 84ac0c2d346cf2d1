/** What happens without a batch: partitions read to their end, grid points, changed rules. */
@NullMarked
package dev.tocsin.evaluator.schedule;

import org.jspecify.annotations.NullMarked;
