/**
 * How failures are named and logged: outages that pass, errors that a user can mend, spells in
 * which something fails.
 */
@NullMarked
package dev.tocsin.core.failure;

import org.jspecify.annotations.NullMarked;
