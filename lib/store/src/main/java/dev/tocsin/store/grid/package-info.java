/** The state of rules that are judged on the grid, in PostgreSQL. */
@NullMarked
package dev.tocsin.store.grid;

import org.jspecify.annotations.NullMarked;
