/** Logs what happens to circuit breakers. */
@NullMarked
package dev.tocsin.platform.breaker;

import org.jspecify.annotations.NullMarked;
