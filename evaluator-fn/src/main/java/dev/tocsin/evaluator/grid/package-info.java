/** What happens without a batch: partitions read to their end, grid points, changed rules. */
@NullMarked
package dev.tocsin.evaluator.grid;

import org.jspecify.annotations.NullMarked;
