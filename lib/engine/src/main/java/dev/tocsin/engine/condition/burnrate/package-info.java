/** How fast the error budget of an objective is used up. */
@NullMarked
package dev.tocsin.engine.condition.burnrate;

import org.jspecify.annotations.NullMarked;
