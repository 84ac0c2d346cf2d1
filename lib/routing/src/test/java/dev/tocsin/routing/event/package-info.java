/** Tests of the events of alerts. */
@NullMarked
package dev.tocsin.routing.event;

import org.jspecify.annotations.NullMarked;
