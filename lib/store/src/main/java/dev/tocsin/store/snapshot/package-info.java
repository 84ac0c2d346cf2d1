/** Prepares the database connection before a snapshot. */
@NullMarked
package dev.tocsin.store.snapshot;

import org.jspecify.annotations.NullMarked;
