/** Dead letters in PostgreSQL. */
@NullMarked
package dev.tocsin.store.deadletter;

import org.jspecify.annotations.NullMarked;
