/** What every sender to the queues promises, and its in-memory twin. */
@NullMarked
package dev.tocsin.testkit.queue;

import org.jspecify.annotations.NullMarked;
