/** Removes what was kept long enough. */
@NullMarked
package dev.tocsin.core.retention;

import org.jspecify.annotations.NullMarked;
