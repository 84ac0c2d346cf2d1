/** Time intervals in which a route notifies or is mute. */
@NullMarked
package dev.tocsin.routing.interval;

import org.jspecify.annotations.NullMarked;
