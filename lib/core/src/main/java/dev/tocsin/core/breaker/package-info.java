/**
 * The circuit breaker of a destination, shared by all instances: when it may be asked, and what an
 * answer says of it. Knows nothing of what is sent, nor of where the state is kept.
 */
@NullMarked
package dev.tocsin.core.breaker;

import org.jspecify.annotations.NullMarked;
