/**
 * What happens without a batch: the tick, and the evaluation of scheduled rules, shard by shard.
 */
@NullMarked
package dev.tocsin.evaluator.schedule;

import org.jspecify.annotations.NullMarked;
