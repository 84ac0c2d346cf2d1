/** Deliveries, their sequences, and the shared circuit breakers, in PostgreSQL. */
@NullMarked
package dev.tocsin.store.delivery;

import org.jspecify.annotations.NullMarked;
