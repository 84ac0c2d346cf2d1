/** The transaction of a batch: from raw records of a partition to committed state and events. */
@NullMarked
package dev.tocsin.evaluator.batch;

import org.jspecify.annotations.NullMarked;
