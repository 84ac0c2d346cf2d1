/** Alerts that mute others. */
@NullMarked
package dev.tocsin.routing.inhibition;

import org.jspecify.annotations.NullMarked;
