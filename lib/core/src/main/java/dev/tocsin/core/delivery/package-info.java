/**
 * Deliveries: which receiver is notified of what about an alert, in which order, and why not. Knows
 * nothing of HTTP, nor of where the rows are kept.
 */
@NullMarked
package dev.tocsin.core.delivery;

import org.jspecify.annotations.NullMarked;
