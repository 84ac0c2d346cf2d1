/**
 * The limits on what comes from outside: their names, defaults and meanings, all in one place.
 * Knows nothing of where a limit is enforced.
 */
@NullMarked
package dev.tocsin.core.limit;

import org.jspecify.annotations.NullMarked;
