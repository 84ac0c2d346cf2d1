/** Samples that do not come. */
@NullMarked
package dev.tocsin.engine.condition.absence;

import org.jspecify.annotations.NullMarked;
