/**
 * Secrets by reference: what is kept in Secrets Manager and never written down here. Knows nothing
 * of what they open.
 */
@NullMarked
package dev.tocsin.platform.secret;

import org.jspecify.annotations.NullMarked;
