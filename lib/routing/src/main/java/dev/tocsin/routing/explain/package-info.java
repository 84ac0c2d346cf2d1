/**
 * Why alerts with some labels are, or would be, notified as they are: from values to an {@link
 * dev.tocsin.routing.explain.Explanation}, and from that to sentences.
 */
@NullMarked
package dev.tocsin.routing.explain;

import org.jspecify.annotations.NullMarked;
