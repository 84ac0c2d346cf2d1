/** Measured values as producers send them. Knows nothing of rules. */
@NullMarked
package dev.tocsin.core.sample;

import org.jspecify.annotations.NullMarked;
