/**
 * What keeps the secrets of a request out of everything that is stored, logged or shown. Knows
 * nothing of where they were sent.
 */
@NullMarked
package dev.tocsin.core.redaction;

import org.jspecify.annotations.NullMarked;
