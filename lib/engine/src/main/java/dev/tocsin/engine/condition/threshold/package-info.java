/** Values, or aggregates of them over a window, compared with a threshold. */
@NullMarked
package dev.tocsin.engine.condition.threshold;

import org.jspecify.annotations.NullMarked;
