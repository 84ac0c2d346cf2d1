/** Values that the past did not lead to expect. */
@NullMarked
package dev.tocsin.engine.condition.anomaly;

import org.jspecify.annotations.NullMarked;
