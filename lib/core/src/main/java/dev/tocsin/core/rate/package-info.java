/** How often a destination may be called: a budget that all instances share. */
@NullMarked
package dev.tocsin.core.rate;

import org.jspecify.annotations.NullMarked;
