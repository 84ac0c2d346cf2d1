/** How fast the error budget of an objective is used up. */
@NullMarked
package dev.tocsin.core.rule.burnrate;

import org.jspecify.annotations.NullMarked;
