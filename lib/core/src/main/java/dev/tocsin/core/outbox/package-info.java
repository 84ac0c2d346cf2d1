/** Events that are committed with the state and sent to the queues afterwards, in order. */
@NullMarked
package dev.tocsin.core.outbox;

import org.jspecify.annotations.NullMarked;
