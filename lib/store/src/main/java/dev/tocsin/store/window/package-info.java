/** The state of scheduled rules, in PostgreSQL. */
@NullMarked
package dev.tocsin.store.window;

import org.jspecify.annotations.NullMarked;
