/** The state of rules that are judged on the grid, in PostgreSQL. */
@NullMarked
package dev.tocsin.store.window;

import org.jspecify.annotations.NullMarked;
