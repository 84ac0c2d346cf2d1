/** Remembered values as few bytes, and back. */
@NullMarked
package dev.tocsin.engine.state;

import org.jspecify.annotations.NullMarked;
