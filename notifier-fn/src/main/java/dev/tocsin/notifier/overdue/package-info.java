/** Awaits reactions to alerts, and marks those as overdue to which nobody reacts in time. */
@NullMarked
package dev.tocsin.notifier.overdue;

import org.jspecify.annotations.NullMarked;
