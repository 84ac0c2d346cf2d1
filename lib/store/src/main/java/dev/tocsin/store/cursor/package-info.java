/** Cursors of partitions and of the evaluation schedule in PostgreSQL. */
@NullMarked
package dev.tocsin.store.cursor;

import org.jspecify.annotations.NullMarked;
