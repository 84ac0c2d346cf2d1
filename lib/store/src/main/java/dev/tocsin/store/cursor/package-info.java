/** Cursors of partitions and of the grid in PostgreSQL. */
@NullMarked
package dev.tocsin.store.cursor;

import org.jspecify.annotations.NullMarked;
