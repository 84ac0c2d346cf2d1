/** Tests of timelines. */
@NullMarked
package dev.tocsin.routing.timeline;

import org.jspecify.annotations.NullMarked;
