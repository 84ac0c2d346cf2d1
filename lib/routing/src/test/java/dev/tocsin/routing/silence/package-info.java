/** Silences: what they mute, and how they are changed. */
@NullMarked
package dev.tocsin.routing.silence;

import org.jspecify.annotations.NullMarked;
