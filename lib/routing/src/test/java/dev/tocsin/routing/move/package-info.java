/** Tests of what another configuration would move, against a naive oracle. */
@NullMarked
package dev.tocsin.routing.move;

import org.jspecify.annotations.NullMarked;
