/** From the messages of the notify queue to alerts and to events that wait for their flush. */
@NullMarked
package dev.tocsin.notifier.ingest;

import org.jspecify.annotations.NullMarked;
