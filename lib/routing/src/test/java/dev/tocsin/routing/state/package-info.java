/** Tests of the states of alerts. */
@NullMarked
package dev.tocsin.routing.state;

import org.jspecify.annotations.NullMarked;
