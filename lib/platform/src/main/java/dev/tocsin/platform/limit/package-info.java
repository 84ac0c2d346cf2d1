/** Counts hits of limits as a meter. */
@NullMarked
package dev.tocsin.platform.limit;

import org.jspecify.annotations.NullMarked;
