/** The queues between the functions, on SQS. Knows nothing of what the messages say. */
@NullMarked
package dev.tocsin.platform.queue;

import org.jspecify.annotations.NullMarked;
