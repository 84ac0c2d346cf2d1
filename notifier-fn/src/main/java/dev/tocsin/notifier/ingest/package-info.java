/**
 * From the messages of the notify queue to deliveries in their sequences, in one transaction each.
 */
@NullMarked
package dev.tocsin.notifier.ingest;

import org.jspecify.annotations.NullMarked;
