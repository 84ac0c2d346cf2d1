/** Responders take alerts in hand, and give them back. */
@NullMarked
package dev.tocsin.notifier.acknowledge;

import org.jspecify.annotations.NullMarked;
