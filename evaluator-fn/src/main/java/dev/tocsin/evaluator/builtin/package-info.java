/** Alerts on the pipeline itself: their facts are gathered here, and evaluated with the tick. */
@NullMarked
package dev.tocsin.evaluator.builtin;

import org.jspecify.annotations.NullMarked;
