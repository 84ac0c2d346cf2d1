/** What happens to routed alerts, as their history has it. */
@NullMarked
package dev.tocsin.routing.event;

import org.jspecify.annotations.NullMarked;
