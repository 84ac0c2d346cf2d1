/** Counts hits of limits as a meter. */
@NullMarked
package dev.tocsin.store.limit;

import org.jspecify.annotations.NullMarked;
