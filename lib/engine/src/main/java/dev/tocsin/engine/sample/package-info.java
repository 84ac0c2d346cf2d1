/** Measured values as producers send them. Knows nothing of rules. */
@NullMarked
package dev.tocsin.engine.sample;

import org.jspecify.annotations.NullMarked;
