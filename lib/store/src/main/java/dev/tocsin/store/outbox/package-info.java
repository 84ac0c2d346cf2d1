/** Events on their way to the queues, and which of them a consumer has taken, in PostgreSQL. */
@NullMarked
package dev.tocsin.store.outbox;

import org.jspecify.annotations.NullMarked;
