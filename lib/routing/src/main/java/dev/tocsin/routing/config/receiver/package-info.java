/** The keys of each kind of integration, one class a kind. */
@NullMarked
package dev.tocsin.routing.config.receiver;

import org.jspecify.annotations.NullMarked;
