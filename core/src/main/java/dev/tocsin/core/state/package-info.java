/** Remembered values as few bytes, and back. */
@NullMarked
package dev.tocsin.core.state;

import org.jspecify.annotations.NullMarked;
