/** Which alerts another configuration would put elsewhere, before it is activated. */
@NullMarked
package dev.tocsin.routing.move;

import org.jspecify.annotations.NullMarked;
