/** Writes dead letters of what could not be processed, with a notice for each. */
@NullMarked
package dev.tocsin.platform.deadletter;

import org.jspecify.annotations.NullMarked;
