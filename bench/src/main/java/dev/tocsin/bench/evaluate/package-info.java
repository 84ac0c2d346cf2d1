/** How many samples the evaluator evaluates for a second of CPU time. */
@NullMarked
package dev.tocsin.bench.evaluate;

import org.jspecify.annotations.NullMarked;
