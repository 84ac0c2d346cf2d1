/** Which replicas of senders are in use, in PostgreSQL. */
@NullMarked
package dev.tocsin.store.replica;

import org.jspecify.annotations.NullMarked;
