/** Tests of explanations. */
@NullMarked
package dev.tocsin.routing.explain;

import org.jspecify.annotations.NullMarked;
